# Side of R in `pnpm bench --only regression`: loads one data set, then times feols at each line of standard input.
# Usage: Rscript regression.R FOLDER THREADS     (packages: fixest)
suppressMessages(library(fixest))
arguments <- commandArgs(trailingOnly = TRUE)
folder <- arguments[1]
setFixest_nthreads(as.integer(arguments[2]))
setFixest_notes(FALSE)
n <- file.size(file.path(folder, "unit.bin")) / 4
column <- function(name, what, size) readBin(file.path(folder, paste0(name, ".bin")), what, n, size)
data <- data.frame(
  unit = column("unit", "integer", 4), time = column("time", "integer", 4), d = column("d", "double", 8),
  y = column("y", "double", 8), x1 = column("x1", "double", 8), x2 = column("x2", "double", 8), x3 = column("x3", "double", 8)
)
estimate <- function() feols(y ~ d + x1 + x2 + x3 | unit + time, data, vcov = ~unit)
cat("ready\n")
input <- file("stdin", "r")
while (length(line <- readLines(input, 1)) > 0) {
  repeats <- as.integer(line)
  start <- proc.time()[["elapsed"]]
  for (i in seq_len(repeats)) m <- estimate()
  seconds <- (proc.time()[["elapsed"]] - start) / repeats
  peak <- as.numeric(sub("\\D+(\\d+).*", "\\1", grep("VmHWM", readLines("/proc/self/status"), value = TRUE)))
  cat(sprintf('{"seconds":%.9g,"estimate":%.17g,"stdError":%.17g,"peakKb":%.0f,"version":"fixest %s"}\n', seconds, coef(m)[["d"]], se(m)[["d"]], peak, packageVersion("fixest")))
}
