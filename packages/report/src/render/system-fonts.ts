import { readdirSync } from "node:fs";
import { homedir, platform } from "node:os";
import { basename, join } from "node:path";

/** Families that hold many characters and are drawn soberly, the preferred first. */
const FAMILIES = [
  /^NotoSansCJK.*Regular|^NotoSansCJKsc-Regular|^NotoSans(SC|Hans)-?Regular/i,
  /^SourceHanSans(SC|CN)?-?Regular/i,
  /^(PingFang|Hiragino Sans GB|STHeiti Light|msyh)\./i,
  /^(wqy-(microhei|zenhei)|DroidSansFallback(Full)?|simhei|simsun)\./i,
  /^NotoSans(Math|Symbols2?)?-Regular/i,
  /^(DejaVuSans|LiberationSans-Regular|Arial Unicode|ARIALUNI|unifont.*)\./i,
];

/** Sober font files of this machine, the preferred first; empty where there are none. */
export function systemFonts(folders: readonly string[] = systemFolders()): readonly string[] {
  const files = folders.flatMap((folder) => fontFiles(folder, 6));
  const rank = (file: string) => FAMILIES.findIndex((family) => family.test(basename(file)));
  return files
    .map((file) => ({ file, rank: rank(file) }))
    .filter((f) => f.rank >= 0)
    .sort((a, b) => a.rank - b.rank || (a.file < b.file ? -1 : 1))
    .map((f) => f.file);
}

function systemFolders(): readonly string[] {
  const home = homedir();
  if (platform() === "win32") {
    const local = join(home, "AppData", "Local", "Microsoft", "Windows", "Fonts");
    return [join(process.env.WINDIR ?? "C:\\Windows", "Fonts"), local];
  }
  if (platform() === "darwin")
    return ["/System/Library/Fonts", "/Library/Fonts", join(home, "Library", "Fonts")];
  return [
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    join(home, ".local", "share", "fonts"),
    join(home, ".fonts"),
  ];
}

function fontFiles(folder: string, depth: number): string[] {
  let entries: ReturnType<typeof listed>;
  try {
    entries = listed(folder);
  } catch {
    return [];
  }
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return depth > 0 ? fontFiles(path, depth - 1) : [];
    return /\.(ttf|otf|ttc)$/i.test(entry.name) ? [path] : [];
  });
}

function listed(folder: string) {
  return readdirSync(folder, { withFileTypes: true });
}
