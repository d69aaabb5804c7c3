/* print_bench [PASSES]: signed passes printed per second of one core's time, beside libqrencode
 * alone for ten codes, in the same run; bytes a page. A figure to read, not a test. */
#include <ctype.h>
#include <qrencode.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "base/auto.h"
#include "codec/qr.h"
#include "render/pass_print.h"
#include "sheets.h"

enum { ROUNDS = 5, PASSES = 200 };

static double cpu_seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* The library's own way, mask chosen by it. */
static bool encode_theirs(const struct sheet *sheet, const char *digits)
{
	char address[40];
	QRinput *input = QRinput_new2(6, QR_ECLEVEL_M);
	QRcode *code;
	bool done;

	snprintf(address, sizeof address, "HTTPS://%s/", sheet->host);
	for (char *p = address; *p; p++)
		*p = (char)toupper((unsigned char)*p);
	QRinput_append(input, QR_MODE_AN, (int)strlen(address), (const unsigned char *)address);
	QRinput_append(input, QR_MODE_NUM, VOUCHER_DIGITS_SIZE - 1, (const unsigned char *)digits);
	code = QRcode_encodeInput(input);
	done = code != NULL;
	QRcode_free(code);
	QRinput_free(input);
	return done;
}

static double encode(int passes, bool ours, struct err *err)
{
	double begun = cpu_seconds();
	struct sheet sheet;
	struct qr qr;

	for (int i = 0; i < passes; i++) {
		sheet_make(&sheet, LANGUAGE_FR, PRINT_NORMAL, 10, (unsigned)i);
		for (size_t v = 0; v < sheet.vouchers_count; v++)
			if (ours ? !qr_encode(&qr, sheet.host, sheet.vouchers[v].digits, err)
			         : !encode_theirs(&sheet, sheet.vouchers[v].digits))
				return 0;
	}
	return passes / (cpu_seconds() - begun);
}

static double print(struct render *render, int passes, size_t *ret_size, struct err *err)
{
	AUTO(pass_print_close) struct pass_print *job = NULL;
	AUTO(buf_release) struct buf pdf = { 0 };
	double begun = cpu_seconds();
	struct sheet sheet;

	if (!pass_print_open(&job, render, err))
		return 0;
	for (int i = 0; i < passes; i++) {
		sheet_make(&sheet, LANGUAGE_FR, PRINT_NORMAL, 10, (unsigned)i);
		if (!pass_print_add(job, &sheet, err))
			return 0;
	}
	if (!pass_print_end(job, &pdf, err))
		return 0;
	*ret_size = pdf.size;
	return passes / (cpu_seconds() - begun);
}

int main(int argc, char **argv)
{
	AUTO(render_close) struct render *render = NULL;
	int passes = argc > 1 ? (int)strtol(argv[1], NULL, 10) : PASSES;
	double best_encode = 0, best_own = 0, best_print = 0, best_alone = 0;
	size_t size = 0, alone = 0;
	struct err err = { 0 };
	struct rusage usage;

	if (passes < 1 || !render_open(&render, NULL, &err))
		return fprintf(stderr, "%s\n", err.text), 1;
	for (int i = 0; i < ROUNDS; i++) { /* in turn, so that a busy machine slows all alike */
		double encoded = encode(passes, false, &err), own = encode(passes, true, &err);
		double printed = print(render, passes, &size, &err);
		double single = print(render, 1, &alone, &err);

		best_encode = encoded > best_encode ? encoded : best_encode;
		best_own = own > best_own ? own : best_own;
		best_print = printed > best_print ? printed : best_print;
		best_alone = single > best_alone ? single : best_alone;
	}
	if (err.code)
		return fprintf(stderr, "%s\n", err.text), 1;
	getrusage(RUSAGE_SELF, &usage);
	printf("libqrencode alone, ten codes: %.0f/s\n", best_encode);
	printf("our encoder, ten codes: %.0f/s, %.1f x libqrencode\n", best_own,
	       best_own / best_encode);
	printf("passes in a file of %d: %.0f/s, %.2f x libqrencode (owed 0.6), %.1f kB a page "
	       "(owed 8), %ld MB resident\n",
	       passes, best_print, best_print / best_encode, (double)size / passes / 2 / 1000,
	       usage.ru_maxrss / 1024);
	printf("a pass alone: %.1f ms, %.1f kB (owed 30)\n", 1000 / best_alone,
	       (double)alone / 1000);
	return 0;
}
