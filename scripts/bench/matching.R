# Nearest neighbours by MatchIt on scores that are given: Rscript matching.R N
# Without replacement it takes minutes (87 s for N = 100,000, MatchIt 4.8.1) and is not timed here.
suppressMessages(library(MatchIt))
n <- as.integer(commandArgs(TRUE)[1])
set.seed(1)
d <- data.frame(treated = rep(1:0, each = n), score = plogis(rnorm(2 * n) + rep(c(0.5, -0.5), each = n)))
time <- function(...) {
  unname(system.time(suppressWarnings(matchit(treated ~ 1, d, distance = d$score, method = "nearest", ...)))[3])
}
cat(jsonlite::toJSON(list(
  version = paste("MatchIt", packageVersion("MatchIt")),
  seconds = list(nearest = time(replace = TRUE),
                 "nearest-5-caliper" = time(replace = TRUE, ratio = 5, caliper = 0.01, std.caliper = FALSE))
), auto_unbox = TRUE, digits = NA))
