#include "cli/paper.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/auto.h"
#include "base/clock.h"
#include "base/file.h"
#include "cli/shown.h"
#include "domain/issue.h"

/* A pass needs some 12 kB, the fonts up to 50 kB: twice that is taken in advance. */
enum { PAPER_SIZE = 128 << 10, PASS_SIZE = 24 << 10 };

static bool failed(const char *path, int number, struct err *err)
{
	return err_set(err, number == ENOENT ? ERR_MISSING : ERR_SYSTEM, "writing %s: %s", path,
	               strerror(number));
}

/* Take the room that the PDF will need, in a neighbour of the target. */
static bool reserve(struct paper *paper, int passes, struct err *err)
{
	struct stat st;
	int number;

	if (stat(paper->path, &st) == 0 && !S_ISREG(st.st_mode))
		return err_named(err, ERR_INPUT, "not_a_file", "%s is not a regular file",
		                 paper->path);
	if ((size_t)snprintf(paper->room_path, sizeof paper->room_path, "%s.%d.room", paper->path,
	                     (int)getpid()) >= sizeof paper->room_path)
		return err_set(err, ERR_INPUT, "the path %s is too long", paper->path);
	paper->room = open(paper->room_path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (paper->room < 0) {
		paper->room = 0;
		return failed(paper->path, errno, err);
	}
	number = posix_fallocate(paper->room, 0, PAPER_SIZE + (off_t)passes * PASS_SIZE);
	return number == 0 || failed(paper->path, number, err);
}

bool paper_open(struct paper *ret, const char *path, const char *templates, int passes,
                struct err *err)
{
	ret->path = path;
	if (!path)
		return true;
	if (!*path)
		return err_set(err, ERR_INPUT, "the name of the PDF is empty");
	return reserve(ret, passes, err) && render_open(&ret->render, templates, err) &&
	       pass_print_open(&ret->print, ret->render, err);
}

static void give_back(struct paper *paper)
{
	if (!paper->room)
		return;
	close(paper->room);
	unlink(paper->room_path);
	paper->room = 0;
}

void paper_close(struct paper *paper)
{
	pass_print_close(&paper->print);
	render_close(&paper->render);
	give_back(paper);
}

bool paper_add(struct paper *paper, struct app *app, const struct pass *pass, bool duplicate,
               struct err *err)
{
	struct sheet sheet;

	return !paper->path || (issue_sheet(app, pass, duplicate, &sheet, err) &&
	                        pass_print_add(paper->print, &sheet, err));
}

bool paper_end(struct paper *paper, struct err *err)
{
	AUTO(buf_release) struct buf pdf = { 0 };

	if (!paper->path)
		return true;
	if (!pass_print_end(paper->print, &pdf, err) || !buf_check(&pdf, err))
		return false;
	give_back(paper);
	return file_write(paper->path, pdf.data, pdf.size, 0600, err);
}

static bool show(struct cli *cli, const struct pass *passes, size_t count, bool json,
                 struct err *err)
{
	struct json_writer writer = { .to = &cli->out };
	char id[PASS_ID_SIZE], day[DAY_TEXT_SIZE];

	if (json)
		json_write_begin_array(&writer);
	for (size_t i = 0; i < count; i++) {
		if (json && !shown_pass(&writer, cli->app, &passes[i], err))
			return false;
		if (json)
			continue;
		pass_id_format(passes[i].id, id);
		day_format(passes[i].last_day, day);
		buf_addf(&cli->out, "%s  %d vouchers, until %s%s\n", id, passes[i].total, day,
		         passes[i].specimen        ? ", specimen"
		         : passes[i].handed_out_at ? ""
		                                   : ", in stock");
	}
	if (json) {
		json_write_end_array(&writer);
		buf_addc(&cli->out, '\n');
	}
	return true;
}

static bool print(struct paper *paper, struct app *app, const struct pass *passes, size_t count,
                  struct err *err)
{
	for (size_t i = 0; i < count; i++)
		if (!paper_add(paper, app, &passes[i], false, err))
			return false;
	return paper_end(paper, err);
}

bool paper_deliver(struct paper *paper, struct cli *cli, const struct pass *passes, size_t count,
                   bool json, struct err *err)
{
	struct err ignored;

	if (!show(cli, passes, count, json, err))
		return false;
	if (print(paper, cli->app, passes, count, err))
		return true;
	cli_flush(cli, &ignored);
	return err_during(err, "the passes are made, but not printed (passnum print does it)");
}
