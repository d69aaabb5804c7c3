/* The words of the command line -> a verb -> an exit code. */
#pragma once

/* `argv` as main got it. Results go to standard output, one sentence to standard error when
 * something failed; the exit code says what it was: `passnum help` lists them. */
int program_run(int argc, char *const *argv);
