/* The OpenAPI description of all that http/routes lists; made at build by openapi.py. */
#pragma once

#include <stddef.h>

extern const unsigned char openapi_json[];
extern const size_t openapi_json_size;
extern const char openapi_etag[]; /* made of its content */
