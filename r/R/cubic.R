# Roots of cubics a x^3 + b x^2 + c x + d.

cubic_roots <- function(a, b, c, d, threads = 1L) {
  solve_cubics(C_cubic_roots, list(a = a, b = b, c = c, d = d), thread_count(threads))
}

cubic_real_roots <- function(a, b, c, d, threads = 1L) {
  solve_cubics(C_cubic_real_roots, list(a = a, b = b, c = c, d = d), thread_count(threads))
}

solve_cubics <- function(routine, coefficients, threads) {
  for (name in names(coefficients))
    if (!is.numeric(coefficients[[name]])) refuse(name, " must be real numbers, not ", class(coefficients[[name]])[1])
  sizes <- lengths(coefficients)
  size <- if (any(sizes == 0)) 0 else max(sizes)
  if (size > largest_int) refuse("a matrix has at most ", largest_int, " rows; solve fewer cubics at a time")
  if (size > 0 && any(size %% sizes != 0))
    warning("longer coefficients are not a multiple of the shorter ones in length", call. = FALSE)
  .Call(routine, lapply(coefficients, recycled, size), as.double(size), threads)
}

# A single number is not copied: the library reads it again and again.
recycled <- function(values, size) {
  values <- as.double(values)
  if (length(values) == 1) values else rep_len(values, size)
}
