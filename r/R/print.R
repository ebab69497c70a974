# What a user sees of a closure object.

print.hotloop_closure <- function(x, ...) {
  cat(first_line(x), "\n", sep = "")
  if (x$count == 0) cat("Not possible: ", closure_verdict(x)$reason, ".\n", sep = "")
  writeLines(c(computed_numbers(x), lost_zeros(x), assumptions(x)))
  invisible(x)
}

first_line <- function(x) {
  paste0("CLOSURE: mean ", window_of(x, "mean"), ", SD ", window_of(x, "sd"), ", n ", x$n, ", scale ",
         x$scale_min, " to ", x$scale_max, if (x$items > 1) paste0(", items ", x$items), ": ", count_text(x))
}

# "3.50 ±0.005"; of a computed number no more digits than are known.
window_of <- function(x, name) {
  plus_minus <- if (l10n_info()[["UTF-8"]]) "\u00b1" else "+/-"
  around <- paste0(" ", plus_minus, plain_text(x$errors[[name]]))
  if (!x$computed[[name]]) return(paste0(x[[name]], around))
  given <- !is.null(x[[paste0(name, "_error")]])
  paste0(known_digits(x[[name]], x$errors[[name]]), if (given) around, " (computed)")
}

# A sentence for each number that was read as computed.
computed_numbers <- function(x) {
  vapply(names(which(x$computed)), function(name)
    paste0(name, ": ", x[[name]], " read as computed, within ", format(x$errors[[name]], digits = 3)),
    "", USE.NAMES = FALSE)
}

# Numbers whose digits decide, and are only those that R shows.
guessed <- function(x) {
  unsure <- vapply(c("mean", "sd"), function(name)
    x$numeric[[name]] && !x$computed[[name]] && is.null(x[[paste0(name, "_error")]]), TRUE)
  if (any(x$computed)) unsure & FALSE else unsure
}

# An R number has no trailing zeros, so its digits are a guess unless an error was given.
lost_zeros <- function(x) {
  vapply(names(which(guessed(x))), function(name) {
    digits <- max(0, -last_place(x[[name]]))
    longer <- paste0(x[[name]], if (digits == 0) ".", "0")
    paste0(name, ": digits taken as ", digits, " (give \"", longer, "\" for ", in_words(digits + 1), ")")
  }, "", USE.NAMES = FALSE)
}

# Papers mostly print mean and SD with equally many decimals, and with two or more: numbers that
# differ are suspect, and numbers that both show one or none.
warn_of_lost_zeros <- function(x) {
  if (!all(x$numeric) || any(x$computed)) return(invisible())
  decimals <- vapply(c("mean", "sd"), function(name) max(0, -last_place(x[[name]])), 0)
  if (all(decimals <= 1)) {
    if (all(guessed(x)))
      warning("hotloop: mean and sd are numbers with one decimal or none, and R drops trailing zeros: if ",
              "the paper prints 3.50 and 1.20, pass digits = 2, else digits = 1 or 0", call. = FALSE)
  } else if (decimals[[1]] != decimals[[2]]) {
    fewer <- names(which.min(decimals))
    if (guessed(x)[[fewer]])
      warning("hotloop: ", fewer, " has fewer decimals than its partner, and R drops trailing zeros: if the ",
              "paper prints 3.50, pass \"3.50\" or digits = 2", call. = FALSE)
  }
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
