# What a user sees of a closure object.

print.hotloop_closure <- function(x, ...) {
  cat(first_line(x), "\n", sep = "")
  if (x$count == 0) cat("Not possible: ", closure_verdict(x)$reason, ".\n", sep = "")
  writeLines(c(lost_zeros(x), assumptions(x)))
  invisible(x)
}

first_line <- function(x) {
  plus_minus <- if (l10n_info()[["UTF-8"]]) "\u00b1" else "+/-"
  paste0("CLOSURE: mean ", x$mean, " ", plus_minus, error_of(x, "mean"), ", SD ", x$sd, " ", plus_minus,
         error_of(x, "sd"), ", n ", x$n, ", scale ", x$scale_min, " to ", x$scale_max,
         if (x$items > 1) paste0(", items ", x$items), ": ", count_text(x))
}

error_of <- function(x, name) {
  given <- x[[paste0(name, "_error")]]
  sub("^[.]", "0.", if (is.null(given)) half_unit(x[[name]]) else given)
}

# An R number has no trailing zeros, so its digits are a guess unless an error was given.
lost_zeros <- function(x) {
  guessed <- vapply(c("mean", "sd"), function(name)
    x$numeric[[name]] && is.null(x[[paste0(name, "_error")]]), TRUE)
  vapply(names(which(guessed)), function(name) {
    digits <- max(0, -last_place(x[[name]]))
    longer <- paste0(x[[name]], if (digits == 0) ".", "0")
    paste0(name, ": digits taken as ", digits, " (give \"", longer, "\" for ", in_words(digits + 1), ")")
  }, "", USE.NAMES = FALSE)
}

in_words <- function(number) {
  words <- c("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
  if (number <= length(words)) words[number] else number
}

# "Impossible" holds under these alone.
assumptions <- function(x) {
  how <- switch(x$rounding, up_or_down = "either way", x$rounding)
  has_threshold <- !x$rounding %in% c("ceiling", "floor", "trunc")
  at <- if (has_threshold) paste0("rounded at ", x$threshold, " ") else "rounded by "
  paste0("Assumed: values ", at, how, if (x$symmetric) " (up is away from zero)",
         if (x$ddof == 1) ", sample SD (n - 1), " else ", population SD (n), ",
         if (x$items == 1) "whole numbers" else paste("means of", x$items, "whole numbers"),
         if (x$attained) paste0(", ", x$scale_min, " and ", x$scale_max, " both occur"),
         if (!all(vapply(x$limits, is.null, TRUE))) ", limits on how often values occur", ".")
}

summary.hotloop_closure <- function(object, ...) {
  structure(list(object = object, verdict = closure_verdict(object),
                 frequency = closure_frequency(object)[seq_along(row_values(object)), ],
                 ranges = closure_ranges(object), horns = closure_horns(object)),
            class = "summary.hotloop_closure")
}

print.summary.hotloop_closure <- function(x, ...) {
  print(x$object)
  if (!is.na(x$verdict$sd_min))
    cat(sprintf("This mean allows SDs from %.4g to %.4g on this scale.\n", x$verdict$sd_min, x$verdict$sd_max))
  if (x$verdict$possible) {
    cat("How often a value occurs in a dataset:\n")
    print(data.frame(value = signif(x$frequency$value, 4), average = round(x$frequency$f_average, 2),
                     fewest = x$ranges$count_lo, most = x$ranges$count_hi), row.names = FALSE)
    cat(sprintf("Horns index: mean %.3f (uniform %.3f), from %.3f to %.3f\n", x$horns$mean, x$horns$uniform,
                x$horns$min, x$horns$max))
  }
  invisible(x)
}
