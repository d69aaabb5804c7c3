#include "codec/vkey.h"

#include <stdio.h>
#include <string.h>

#include "base/auto.h"
#include "base/buf.h"
#include "base/text.h"
#include "codec/base64.h"

bool vkey_name_is_good(const char *name, size_t size)
{
	if (!size || size >= VKEY_NAME_SIZE || !text_is_utf8(name, size))
		return false;
	for (size_t i = 0; i < size; i++)
		if ((unsigned char)name[i] <= ' ' || name[i] == 0x7f || name[i] == '+')
			return false;
	return true;
}

void vkey_format(const struct vkey *vkey, char to[static VKEY_TEXT_SIZE])
{
	char id[2 * VKEY_ID_SIZE + 1], typed[1 + VKEY_PUBLIC_SIZE];
	AUTO(buf_release) struct buf key = { 0 };

	typed[0] = (char)vkey->type;
	memcpy(typed + 1, vkey->public, VKEY_PUBLIC_SIZE);
	base64_format(&key, typed, sizeof typed);
	text_hex(id, vkey->id, VKEY_ID_SIZE);
	snprintf(to, VKEY_TEXT_SIZE, "%s+%s+%s", vkey->name, id, buf_text(&key));
}

bool vkey_parse(const char *text, size_t size, struct vkey *ret, struct err *err)
{
	const char *plus = memchr(text, '+', size), *end = text + size;
	AUTO(buf_release) struct buf key = { 0 };
	struct vkey vkey = { 0 };
	char id[2 * VKEY_ID_SIZE + 1] = "", again[VKEY_TEXT_SIZE];

	if (!plus || end - plus < 10 || plus[9] != '+' ||
	    !vkey_name_is_good(text, (size_t)(plus - text)))
		return err_named(err, ERR_INPUT, "bad_key", "a key is not name+id+base64");
	memcpy(vkey.name, text, (size_t)(plus - text));
	memcpy(id, plus + 1, sizeof id - 1);
	if (!text_unhex(vkey.id, VKEY_ID_SIZE, id) ||
	    !base64_parse(&key, plus + 10, (size_t)(end - plus - 10)) ||
	    key.size != 1 + VKEY_PUBLIC_SIZE)
		return err_named(err, ERR_INPUT, "bad_key", "the key %s is malformed", vkey.name);
	vkey.type = (unsigned char)key.data[0];
	memcpy(vkey.public, key.data + 1, VKEY_PUBLIC_SIZE);
	vkey_format(&vkey, again);
	if (strlen(again) != size || memcmp(again, text, size))
		return err_named(err, ERR_INPUT, "bad_key", "the key %s is oddly written",
		                 vkey.name);
	*ret = vkey;
	return true;
}
