/* What `struct render` is made of. */
#pragma once

#include "render/fonts.h"
#include "render/layout.h"
#include "render/render.h"
#include "render/texts.h"

struct render {
	struct fonts *fonts;
	struct texts *texts[LANGUAGE__COUNT];
	struct layout *layouts[PRINT__COUNT];
	struct layout *few[PRINT__COUNT]; /* coupons, when there are no more; may be NULL */
};
