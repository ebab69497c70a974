# Powers of square matrices.

matrix_power <- function(a, n, mod = NULL, symmetric = FALSE, stochastic = FALSE, triangular = FALSE,
                         threads = 1L, hermitian = FALSE, column_stochastic = FALSE) {
  n <- exponent_of(a, n)
  how <- list(form_of(a, mod, symmetric, stochastic, triangular, hermitian, column_stochastic),
              thread_count(threads))
  out <- if (is.null(mod)) plain_power(a, n, how) else modular_power(a, n, mod, how)
  dimnames(out) <- dimnames(a)
  out
}

# a to the power n, times the columns of v, without the power itself.
matrix_power_apply <- function(a, n, v, symmetric = FALSE, stochastic = FALSE, triangular = FALSE,
                               threads = 1L, hermitian = FALSE, column_stochastic = FALSE) {
  n <- exponent_of(a, n)
  if (!is.numeric(v) && !is.complex(v)) refuse("v is ", shown(v), "; write a vector or matrix of numbers")
  columns <- as.matrix(v)
  for (x in list(a, columns)) if (!(is.double(x) || is.complex(x)))
    refuse("a and v must hold doubles or complex numbers; use storage.mode(a) <- \"double\"")
  if (nrow(columns) != nrow(a))
    refuse("v has ", nrow(columns), " rows, but a has ", nrow(a), "; write a vector of ", nrow(a), " or columns")
  if (is.complex(a) || is.complex(columns)) storage.mode(a) <- storage.mode(columns) <- "complex"
  how <- list(form_of(a, NULL, symmetric, stochastic, triangular, hermitian, column_stochastic),
              thread_count(threads))
  out <- .Call(C_matrix_power_apply, a, n, columns, how)
  if (!is.matrix(v)) return(drop_columns(out, rownames(a)))
  dimnames(out) <- if (!is.null(rownames(a)) || !is.null(colnames(v))) list(rownames(a), colnames(v))
  out
}

drop_columns <- function(out, names) {
  out <- as.vector(out)
  names(out) <- names
  out
}

exponent_of <- function(a, n) {
  if (!is.matrix(a)) refuse("a is ", shown(a), "; write a square matrix, as matrix() makes it")
  if (nrow(a) != ncol(a)) refuse("a has ", nrow(a), " rows and ", ncol(a), " columns; write a square matrix")
  whole_text("n", n, "\"1000000000000000000\"")
}

# What a is said to be, as a place among the forms of src/matrix_power.c; 0 for nothing. A
# Hermitian matrix that is real is symmetric.
form_of <- function(a, mod, symmetric, stochastic, triangular, hermitian, column_stochastic) {
  form <- c(truth("symmetric", symmetric), truth("stochastic", stochastic), truth("triangular", triangular),
            truth("column_stochastic", column_stochastic), truth("hermitian", hermitian))
  if (sum(form) > 1)
    refuse("only one of symmetric, hermitian, stochastic, column_stochastic and triangular can be TRUE")
  if ((stochastic || column_stochastic) && !(is.double(a) && is.null(mod)))
    refuse("stochastic needs doubles and no mod; use storage.mode(a) <- \"double\"")
  sum(c(1L, 2L, 3L, 4L, if (is.complex(a)) 5L else 1L)[form])
}

plain_power <- function(a, n, how) {
  switch(typeof(a),
    double = , complex = .Call(C_matrix_power, a, n, how),
    integer = {
      if (anyNA(a)) refuse("a holds NA, which is no integer; use storage.mode(a) <- \"double\"")
      .Call(C_matrix_power_integer, a, n, how)
    },
    refuse("a holds entries of type ", typeof(a), "; write numbers: storage.mode(a) <- \"double\""))
}

# Residues are doubles, exact below 2^53.
modular_power <- function(a, n, mod, how) {
  one <- is.numeric(mod) && length(mod) == 1 && !is.na(mod) && mod == round(mod)
  if (!one || mod < 1 || mod >= 2^53) refuse("mod is ", shown(mod), "; write a whole number from 1 to 2^53 - 1")
  if (!is.numeric(a) || anyNA(a) || any(a != round(a) | abs(a) > 2^53))
    refuse("with mod, the entries of a must be whole numbers from -2^53 to 2^53; leave mod out for others")
  storage.mode(a) <- "double"
  .Call(C_matrix_power_mod, a, n, as.double(mod), how)
}
