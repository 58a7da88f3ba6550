# Side of R in `pnpm bench --only placebo`: 500 draws of treated units, each a feols. Prints seconds.
# Usage: Rscript placebo.R FILE     (packages: fixest)
suppressMessages(library(fixest))
setFixest_nthreads(1)
setFixest_notes(FALSE)
data <- read.csv(commandArgs(trailingOnly = TRUE)[1])
units <- unique(data$unit)
nTreated <- length(unique(data$unit[data$start > 0]))
start <- max(data$start)
once <- function() {
  data$d <- as.numeric(data$unit %in% sample(units, nTreated) & data$time >= start)
  coef(feols(y ~ d + x1 + x2 + x3 + x4 | unit + time, data, vcov = ~unit))[["d"]]
}
set.seed(1)
invisible(once())
seconds <- system.time(draws <- vapply(1:500, function(i) once(), 0))[["elapsed"]]
cat(sprintf('{"seconds":%.9g,"sd":%.17g,"version":"fixest %s"}\n', seconds, sd(draws), packageVersion("fixest")))
