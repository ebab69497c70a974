# Powers of square matrices.

matrix_power <- function(a, n, mod = NULL) {
  if (!is.matrix(a) || nrow(a) != ncol(a)) refuse("a must be a square matrix")
  n <- whole_text("n", n, "\"1000000000000000000\"")
  out <- if (is.null(mod)) plain_power(a, n) else modular_power(a, n, mod)
  dimnames(out) <- dimnames(a)
  out
}

plain_power <- function(a, n) {
  switch(typeof(a),
    double = , complex = .Call(C_matrix_power, a, n),
    integer = {
      if (anyNA(a)) refuse("a holds NA, which is no integer; use storage.mode(a) <- \"double\"")
      .Call(C_matrix_power_integer, a, n)
    },
    refuse("a holds entries of type ", typeof(a), "; they must be double, complex or integer"))
}

# Residues are doubles, exact below 2^53.
modular_power <- function(a, n, mod) {
  one <- is.numeric(mod) && length(mod) == 1 && !is.na(mod) && mod == round(mod)
  if (!one || mod < 1 || mod >= 2^53) refuse("mod is ", shown(mod), "; write a whole number from 1 to 2^53 - 1")
  if (!is.numeric(a) || anyNA(a) || any(a != round(a) | abs(a) > 2^53))
    refuse("with mod, the entries of a must be whole numbers from -2^53 to 2^53")
  storage.mode(a) <- "double"
  .Call(C_matrix_power_mod, a, n, as.double(mod))
}
