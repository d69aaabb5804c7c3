/* The handlers of http/routes, by file. */
#pragma once

#include "http/route.h"

http_handler post_pass, post_pass_hand_out, get_pass_document, post_pass_replacement;
http_handler post_pass_blocking;
http_handler get_pass, get_passes, post_pass_lookup;
http_handler post_batch, get_batch, get_batches, post_batch_cancellation, get_batch_document;
http_handler post_export, get_export, get_exports, get_export_file, delete_export;
http_handler get_pass_progress, post_voucher_progress;
http_handler post_redemptions, post_reversal, post_check;
http_handler get_redemptions, get_redemption;
http_handler post_pseudonym, get_pseudonym_key;
http_handler get_organisations, get_organisation, post_organisation, patch_organisation;
http_handler post_import_centres, get_import_centres, get_import, post_import_cancellation;
http_handler get_territories;
http_handler get_sites, get_site, post_site, patch_site;
http_handler get_funders, get_funder, post_funder, patch_funder;
http_handler post_session, get_session, delete_session, get_sessions, delete_session_of;
http_handler put_password, post_totp, post_totp_confirmation, post_totp_removal;
http_handler post_code_card, post_code_card_removal, post_account_code_card, delete_second_factor;
http_handler get_accounts, post_account, get_account, patch_account, post_account_password;
http_handler get_tokens, post_token, delete_token;
http_handler get_programmes, get_programme, post_programme, patch_programme;
http_handler post_specimen;
http_handler get_fundings;
http_handler post_funding, post_programme_state, get_approvals, put_approval;
http_handler get_approvals_of_site, post_approvals;
http_handler get_journal;
http_handler get_breakdown;
http_handler get_figures;
http_handler get_signing_keys, get_signing_key, post_signing_key, post_signing_key_revocation;
http_handler get_signing_key_passes;
http_handler get_bundle;
http_handler get_keys, get_keys_root, get_centres, get_centre;
http_handler get_publisher, patch_publisher;
http_handler get_health, get_metrics, get_about;
http_handler get_home, get_voucher, get_openapi;
http_handler get_web_page, get_web_file;
