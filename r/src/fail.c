/* A negative status becomes an R error of class hotloop_error. */
#include "glue.h"

hotloop_control new_control(void) {
  hotloop_control control;
  memset(&control, 0, sizeof control);
  control.struct_size = sizeof control;
  return control;
}

/* The package's R function fail() raises it and never returns. */
void fail(hotloop_status status, const char *message) {
  SEXP text = PROTECT(Rf_ScalarString(Rf_mkCharCE(message, CE_UTF8)));
  SEXP number = PROTECT(Rf_ScalarInteger(status));
  SEXP call = PROTECT(Rf_lang3(Rf_install("fail"), text, number));
  SEXP name = PROTECT(Rf_mkString("hotloop"));
  SEXP package = PROTECT(R_FindNamespace(name));
  Rf_eval(call, package);
  Rf_error("%s", message); /* not reached */
}

void check(hotloop_status status, const hotloop_control *control) {
  if (status < 0) fail(status, control->message[0] ? control->message : hotloop_status_string(status));
}
