export type Delimiter = "," | "\t" | ";" | "|";

const CANDIDATES: readonly Delimiter[] = [",", "\t", ";", "|"];
const SAMPLE_RECORDS = 50;

export interface FoundDelimiter {
  readonly delimiter: Delimiter;
  /** It cuts every record below the titles into as many fields, two or more. */
  readonly agrees: boolean;
  /** Records that nothing cuts above the first that something does. */
  readonly nTitles: number;
}

/**
 * The delimiter of a text in UTF-8, from its first records: the one that cuts most of them into as many
 * fields as the header has, and among those the one with most fields. A text with none is one column.
 * Titles above the header, which nothing cuts, do not count.
 */
export function detectDelimiter(head: Uint8Array, decimal: "." | "," = "."): FoundDelimiter {
  let best: Delimiter = decimal === "," ? ";" : ",";
  let agrees = false;
  let bestScore = -1;
  const counted = CANDIDATES.filter((candidate) => candidate !== decimal).map((candidate) => {
    const counts = fieldCounts(head, candidate.charCodeAt(0));
    return { candidate, counts, titles: counts.findIndex((n) => n > 1) };
  });
  const titles = Math.min(...counted.flatMap((c) => (c.titles < 0 ? [] : [c.titles])));
  for (const { candidate, counts: all } of counted) {
    const counts = all.slice(titles);
    const header = counts[0] ?? 1;
    if (header < 2) continue;
    const agree = counts.filter((n) => n === header).length / counts.length;
    const score = (agree === 1 ? 2 : agree) * 1e6 + header;
    if (score > bestScore) {
      best = candidate;
      bestScore = score;
      agrees = agree === 1;
    }
  }
  return { delimiter: best, agrees, nTitles: Number.isFinite(titles) ? titles : 0 };
}

/** Fields of each complete record; blank lines left out. */
function fieldCounts(head: Uint8Array, delimiter: number): number[] {
  const counts: number[] = [];
  let fields = 1;
  let blank = true;
  let fieldStart = true;
  let quoted = false;
  const close = () => {
    if (!blank) counts.push(fields);
    fields = 1;
    blank = true;
    fieldStart = true;
  };
  for (let i = 0; i < head.length && counts.length < SAMPLE_RECORDS; i++) {
    const c = head[i]!;
    if (quoted) {
      if (c !== 34) continue;
      if (head[i + 1] === 34) i++;
      else quoted = false;
    } else if (c === 10 || c === 13) {
      if (c === 13 && head[i + 1] === 10) i++;
      close();
    } else if (c === delimiter) {
      fields++;
      blank = false;
      fieldStart = true;
    } else if (c !== 32) {
      if (c === 34 && fieldStart) quoted = true;
      blank = false;
      fieldStart = false;
    }
  }
  if (counts.length === 0) close();
  return counts;
}
