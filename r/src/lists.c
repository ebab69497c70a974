/* R values with less ceremony. */
#include "glue.h"

SEXP new_integers(R_xlen_t length) {
  return Rf_allocVector(INTSXP, length);
}

SEXP new_reals(R_xlen_t length) {
  return Rf_allocVector(REALSXP, length);
}

/* The members are protected by the caller. */
SEXP named_list(int length, const char *const *names, SEXP *members) {
  SEXP list = PROTECT(Rf_allocVector(VECSXP, length));
  SEXP labels = PROTECT(Rf_allocVector(STRSXP, length));
  for (int i = 0; i < length; i++) {
    SET_VECTOR_ELT(list, i, members[i]);
    SET_STRING_ELT(labels, i, Rf_mkChar(names[i]));
  }
  Rf_setAttrib(list, R_NamesSymbol, labels);
  UNPROTECT(2);
  return list;
}
