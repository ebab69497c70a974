# Powers of square matrices.

matrix_power <- function(a, n, mod = NULL, symmetric = FALSE, stochastic = FALSE, triangular = FALSE,
                         threads = 1L) {
  if (!is.matrix(a) || nrow(a) != ncol(a)) refuse("a must be a square matrix")
  n <- whole_text("n", n, "\"1000000000000000000\"")
  how <- list(form_of(a, mod, symmetric, stochastic, triangular), thread_count(threads))
  out <- if (is.null(mod)) plain_power(a, n, how) else modular_power(a, n, mod, how)
  dimnames(out) <- dimnames(a)
  out
}

# The library's flag for what a is said to be.
form_of <- function(a, mod, symmetric, stochastic, triangular) {
  form <- c(truth("symmetric", symmetric), truth("stochastic", stochastic), truth("triangular", triangular))
  if (sum(form) > 1) refuse("only one of symmetric, stochastic and triangular can be TRUE")
  if (stochastic && !(is.double(a) && is.null(mod)))
    refuse("stochastic needs doubles and no mod; use storage.mode(a) <- \"double\"")
  sum(c(2L, 4L, 8L)[form])
}

plain_power <- function(a, n, how) {
  switch(typeof(a),
    double = , complex = .Call(C_matrix_power, a, n, how),
    integer = {
      if (anyNA(a)) refuse("a holds NA, which is no integer; use storage.mode(a) <- \"double\"")
      .Call(C_matrix_power_integer, a, n, how)
    },
    refuse("a holds entries of type ", typeof(a), "; they must be double, complex or integer"))
}

# Residues are doubles, exact below 2^53.
modular_power <- function(a, n, mod, how) {
  one <- is.numeric(mod) && length(mod) == 1 && !is.na(mod) && mod == round(mod)
  if (!one || mod < 1 || mod >= 2^53) refuse("mod is ", shown(mod), "; write a whole number from 1 to 2^53 - 1")
  if (!is.numeric(a) || anyNA(a) || any(a != round(a) | abs(a) > 2^53))
    refuse("with mod, the entries of a must be whole numbers from -2^53 to 2^53")
  storage.mode(a) <- "double"
  .Call(C_matrix_power_mod, a, n, as.double(mod), how)
}
