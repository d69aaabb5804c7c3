/* The handlers of http/routes, by file. */
#pragma once

#include "http/route.h"

http_handler post_pass, get_pass, get_pass_document, post_pass_replacement, post_pass_blocking;
http_handler post_redemptions, post_reversal, post_check;
http_handler post_pseudonym, get_pseudonym_key;
http_handler get_figures;
http_handler get_keys, get_centres;
http_handler get_health, get_metrics;
http_handler get_home, get_voucher, get_openapi;
