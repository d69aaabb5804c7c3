/* Is a layout one that an office printer and a scanner can live with? */
#pragma once

#include "render/layout.h"
#include "render/template.h"

/* "bad_template" with the file and the line of the first box that is not. */
bool layout_check(const struct layout *layout, const struct template *file, struct err *err);
