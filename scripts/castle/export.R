# Writes data/castle/castle.csv from the R package causaldata (MIT licence).
#
#   Rscript scripts/castle/export.R [FILE]
#
# Needs causaldata (made with 0.1.4) and data.table (made with 1.14.8). Prints the versions it used; the
# SHA-256 of what it writes must be the one in data/castle/README.md.

suppressMessages({
  library(causaldata)
  library(data.table)
})
file <- commandArgs(trailingOnly = TRUE)
file <- if (length(file) > 0) file[1] else "data/castle/castle.csv"

castle <- as.data.frame(causaldata::castle)
kept <- c(
  "sid", "year", "post", "l_homicide", "homicide", "robbery", "assault", "burglary", "larceny", "motor",
  "unemployrt", "poverty", "l_income", "l_prisoner", "l_lagprisoner", "l_police", "popwt"
)
castle <- castle[, kept]

# First treated year of a state: the first with post = 1; 0 for states that never adopted.
first <- ave(ifelse(castle$post > 0, castle$year, Inf), castle$sid, FUN = min)
castle$cohort <- ifelse(is.infinite(first), 0, first)
castle$everTreated <- as.integer(castle$cohort > 0)

# sid counts the 50 states and the District of Columbia in alphabetical order; 9, the District, is left out.
names51 <- sort(c(state.name, "District of Columbia"), method = "radix")
castle$state <- names51[castle$sid]
setcolorder(castle, c("sid", "state"))

# What makes that reading of sid certain: the gap is where the District stands; the adopting states are
# the 21 of Cheng and Hoekstra (2013); and population weights rank the largest and the smallest rightly.
adopters <- c(
  "Alabama", "Alaska", "Arizona", "Florida", "Georgia", "Indiana", "Kansas", "Kentucky", "Louisiana",
  "Michigan", "Mississippi", "Missouri", "Montana", "North Dakota", "Ohio", "Oklahoma", "South Carolina",
  "South Dakota", "Tennessee", "Texas", "West Virginia"
)
bySize <- unique(castle$state[order(-castle$popwt)])
stopifnot(
  identical(sort(unique(castle$sid)), as.numeric(setdiff(1:51, 9))),
  identical(sort(unique(castle$state[castle$cohort > 0])), adopters),
  identical(head(bySize, 4), c("California", "Texas", "New York", "Florida")),
  identical(tail(bySize, 4), c("Alaska", "North Dakota", "Vermont", "Wyoming")),
  nrow(castle) == 550,
  all(table(castle$sid, castle$year) == 1),
  all(castle$post %in% 0:1),
  all((castle$cohort > 0 & castle$year >= castle$cohort) == castle$post),
  !anyNA(castle)
)

for (name in names(castle)) attributes(castle[[name]]) <- NULL
fwrite(castle, file, na = "", quote = FALSE, eol = "\n")
cat(sprintf(
  "%s: %d rows; R %s.%s, causaldata %s, data.table %s\n", file, nrow(castle), R.version$major, R.version$minor,
  packageVersion("causaldata"), packageVersion("data.table")
))
