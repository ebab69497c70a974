# Datasets as rows of an integer matrix.

closure_rows <- function(x, from = 1, to = 1000, threads = 1L) {
  threads <- thread_count(threads)
  .Call(C_closure_rows, plan_of(x), whole_text("from", from), whole_text("to", to), threads)
}

# Without a seed, R's own generator gives one, so that set.seed() reproduces it.
closure_sample <- function(x, size, seed = NULL) {
  plan <- plan_of(x)
  size <- whole("size", size, lowest = 0)
  if (size > 0 && x$count == 0)
    refuse("no dataset has this mean and SD, so there is none to draw; see closure_verdict(x)")
  if (is.null(seed)) seed <- sample.int(.Machine$integer.max, 1)
  .Call(C_closure_sample, plan, size, whole_text("seed", seed))
}

as.data.frame.hotloop_closure <- function(x, row.names = NULL, optional = FALSE, ..., max_rows = 1e6,
                                          threads = 1L) {
  if (x$count > max_rows)
    refuse(count_text(x), " are more than max_rows (", format(max_rows, scientific = FALSE, big.mark = ","),
           "); use closure_rows() or closure_sample(), or raise max_rows")
  rows <- closure_rows(x, 1, max(1, x$count), threads)
  colnames(rows) <- paste0("x", seq_len(x$n))
  as.data.frame(rows, row.names = row.names, optional = optional)
}
