import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { main, type Terminal } from "@ceteris/cli";
import { checkStudy, parseYaml, publishedSchema, readStudy, runStudy, studySchema } from "ceteris";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";

const read = (path: string) => readFileSync(path, "utf8");
/** The contents of fenced blocks of a language. */
const blocks = (path: string, language: string) =>
  Array.from(read(path).matchAll(new RegExp(`^ *\`\`\`${language}\\n(.*?)^ *\`\`\``, "gms")), (m) => m[1]!);
const markdown = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return markdown(path);
    return entry.name.endsWith(".md") ? [path] : [];
  });
const atRoot = readdirSync(".").filter((name) => name.endsWith(".md"));
const documents = [...atRoot, ...markdown("docs"), ...markdown("data")];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ceteris-documents-"));
});
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.restoreAllMocks());

/** Runs the program here and now, on a terminal without colours. */
async function program(argv: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: "", err: "" };
  const terminal: Terminal = {
    print: (text) => {
      said.out += text;
    },
    say: (text) => {
      said.err += text;
    },
    width: null,
    printWidth: null,
    colours: new Proxy({} as Terminal["colours"], { get: () => String }),
  };
  return { code: await main(argv, terminal), ...said };
}

describe("links", () => {
  it.each(documents)("of %s lead to files and headings", (path) => {
    const text = read(path).replace(/^ *```.*?^ *```/gms, "");
    const links = Array.from(text.matchAll(/\]\(([^)\s]+)\)/g), (m) => m[1]!);
    const broken = links.filter((link) => {
      if (/^[a-z]+:/.test(link)) return false;
      const [file, heading] = link.split("#") as [string, string | undefined];
      const target = file === "" ? path : resolve(dirname(path), file);
      return !existsSync(target) || (heading !== undefined && !headings(target).includes(heading));
    });
    expect(broken).toEqual([]);
  });
});

/** Headings as GitHub turns them into anchors. */
function headings(path: string): readonly string[] {
  return Array.from(read(path).matchAll(/^#+ (.*)$/gm), (m) =>
    m[1]!
      .toLowerCase()
      .replace(/[^\p{L}\p{N} -]/gu, "")
      .replaceAll(" ", "-"),
  );
}

describe("the READMEs", () => {
  const commands = (path: string) =>
    blocks(path, "sh")
      .join("")
      .replace(/\s+#.*$/gm, "");

  it("name the same commands", () => {
    expect(commands("README.zh-CN.md")).toBe(commands("README.md"));
  });

  it.each(["README.md", "README.zh-CN.md"])("%s: the library's example is the one in examples", (path) => {
    expect(blocks(path, "js")).toEqual([read("examples/library/quick-start.mjs")]);
  });

  it("the library's example runs, and estimates the effect of castle-doctrine laws", async () => {
    const table = vi.spyOn(console, "table").mockImplementation(() => {});
    const log = vi.spyOn(console, "log").mockImplementation(() => {});
    await import(resolve("examples/library/quick-start.mjs"));
    const [did] = table.mock.calls[0]![0] as { term: string; estimate: number }[];
    expect(did!.term).toBe("did");
    // fixest: feols(l_homicide ~ did + poverty | sid + year), to the digits that README and docs show.
    expect(did!.estimate).toBeCloseTo(0.07497, 5);
    expect(log.mock.calls[0]![0]).toMatch(/^<svg /);
  });
});

describe("commands in documents", () => {
  const lines = [
    "README.md",
    "docs/command-line.md",
    "docs/study-file.md",
    "docs/from-stata-and-r.md",
  ].flatMap((path) =>
    blocks(path, "sh").flatMap((block) => {
      const shared = /^P="(.*)"$/m.exec(block)?.[1] ?? "";
      const whole = block.replaceAll("\\\n", " ").replaceAll("$P", shared);
      return Array.from(
        whole.matchAll(/^ *(?:node_modules\/\.bin\/)?ceteris (.*?)(?: +#.*)?$/gm),
        (m) => m[1]!,
      );
    }),
  );

  it("are found", () => {
    expect(lines.length).toBeGreaterThan(8);
  });

  it.each(lines.filter((line) => !/\bmy-(study|panel)\.\w/.test(line)))("ceteris %s", async (line) => {
    const argv = line.trim().split(/\s+/);
    const here = argv.map((word, i) =>
      /^--(out|output|scores)$/.test(argv[i - 1] ?? "") || /^my-study\b/.test(word)
        ? join(folder, word)
        : word,
    );
    const { code, err } = await program(here);
    expect(err).not.toMatch(/^(error|defect)/m);
    expect(code).toBe(0);
  });
});

describe("docs/from-stata-and-r.md", () => {
  const pages = ["docs/from-stata-and-r.md", "docs/from-stata-and-r.zh-CN.md"];
  const cells = (path: string, column: number) =>
    Array.from(read(path).matchAll(/^\|(.*)\|$/gm), (m) => m[1]!.split(/(?<!\\)\|/)[column]!);

  it("names the same commands in both languages", () => {
    const [en, zh] = pages.map((path) => cells(path, 1).map((cell) => cell.match(/`[^`]+`/g)?.[0] ?? ""));
    expect(zh).toEqual(en);
    expect(blocks(pages[1]!, "sh")).toEqual(blocks(pages[0]!, "sh"));
  });

  it("names options and commands that there are", async () => {
    const page = read("docs/command-line.md");
    const spoken = cells(pages[0]!, 1).flatMap((cell) => cell.match(/`[^`]+`/g) ?? []);
    const options = spoken.flatMap((text) => text.match(/--[a-z-]+/g) ?? []);
    expect(options.length).toBeGreaterThan(20);
    expect(options.filter((option) => !page.includes(`\`${option}`))).toEqual([]);
  });
});

describe("docs/library.md", () => {
  const path = "docs/library.md";

  it("shows the example that is in examples, which runs", async () => {
    expect(blocks(path, "js")).toEqual([read("examples/library/paper-table.mjs")]);
    const log = vi.spyOn(console, "log").mockImplementation(() => {});
    await import(resolve("examples/library/paper-table.mjs"));
    expect(log.mock.calls[0]![0]).toContain("Castle law");
    expect(log.mock.calls[1]![0]).toContain("\\begin{table}");
  });

  it("names functions that there are", async () => {
    const exported = await import("ceteris");
    const rows = read(path)
      .match(/^\|.*\|$/gm)!
      .join("");
    const names = Array.from(rows.matchAll(/`(\w+)`/g), (m) => m[1]!);
    expect(names.length).toBeGreaterThan(50);
    expect(names.filter((name) => !(name in exported))).toEqual([]);
  });
});

describe("docs/command-line.md", () => {
  const page = read("docs/command-line.md");
  const said = new Set(page.match(/(?<![\w-])--?[a-z][a-z-]*/g));

  it("names every command, and every option that --help lists", async () => {
    const { out } = await program(["--help"]);
    const names = Array.from(out.matchAll(/^ {2}([a-z][a-z-]+) {2,}/gm), (m) => m[1]!);
    expect(names).toContain("event-study");
    for (const name of names) {
      expect(page).toContain(`\`ceteris ${name} `);
      const help = (await program([name, "--help"])).out;
      const listed = Array.from(help.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm), (m) => m[1]!);
      expect(listed.length).toBeGreaterThan(2);
      expect(listed.filter((option) => !said.has(option))).toEqual([]);
    }
  });

  it("invents no option", async () => {
    const helps = [await program(["--help"])];
    for (const name of [
      "run",
      "check",
      "panel",
      "describe",
      "index",
      "did",
      "event-study",
      "att-gt",
      "staggered",
      "placebo",
      "psm-did",
      "weight",
      "panel-match",
      "leave-one-out",
      "bootstrap",
      "bacon",
      "honest",
    ]) {
      helps.push(await program([name, "--help"]));
    }
    const all = new Set(
      helps
        .map((h) => h.out)
        .join("\n")
        .match(/--[a-z-]+/g),
    );
    const mentioned = new Set(page.match(/(?<![\w|-])--[a-z][a-z-]*/g));
    expect([...mentioned].filter((option) => !all.has(option))).toEqual([]);
  });
});

describe("docs/study-file.md", () => {
  const rows = Array.from(
    read("docs/study-file.md").matchAll(/^\| *(`[^|]*`) *\|(.*)\|$/gm),
    (m) => [m[1]!.match(/`[^`]+`/g)!.map((key) => key.slice(1, -1)), m[2]!] as const,
  );
  const listed = new Map(rows.flatMap(([keys, rest]) => keys.map((key) => [key, rest] as const)));
  const schemas = {
    study: keysOf(studySchema.toJSONSchema()),
    published: keysOf(publishedSchema.toJSONSchema()),
  };
  const known = new Map([...schemas.study, ...schemas.published]);

  it.each(Object.entries(schemas))(
    "lists every key of the %s file, and every value it may take",
    (_, keys) => {
      expect([...keys.keys()].filter((key) => !listed.has(key))).toEqual([]);
      for (const [key, values] of keys) {
        expect(
          values.filter((value) => !listed.get(key)!.includes(`\`${value}\``)),
          key,
        ).toEqual([]);
      }
    },
  );

  it("lists no key that the files do not have", () => {
    const files = /^(index\.html|report\.docx|tables\/|charts\/|results\.json|files\.json|\.)/;
    const unknown = [...listed.keys()].filter((key) => !known.has(key) && !files.test(key));
    expect(unknown).toEqual([]);
  });

  it("has a study and a file of printed figures that work together", async () => {
    const [study, published] = blocks("docs/study-file.md", "yaml");
    parseYaml(published!, "published.yaml", publishedSchema);
    writeFileSync(join(folder, "published.yaml"), published!);
    const path = join(folder, "study.yaml");
    writeFileSync(
      path,
      `${study!.replaceAll("data/castle/", `${resolve("data/castle")}/`)}published: published.yaml\n`,
    );
    expect((await checkStudy(path)).problems).toEqual([]);
    const { results } = await runStudy(await readStudy(path, { output: join(folder, "castle") }));
    const verdicts = results.comparison!.tables[0]!.figures.map((figure) => figure.verdict);
    expect(verdicts).toEqual(["near", "same"]);
  });
});

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly JsonSchema[];
}

/** The keys that stand for something by themselves, as dotted paths, with the words they may hold. */
function keysOf(schema: unknown, path = ""): Map<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const [key, given] of Object.entries((schema as JsonSchema).properties ?? {})) {
    const here = path === "" ? key : `${path}.${key}`;
    const either = given.anyOf?.find(
      (s) => s.properties && !("en" in s.properties) && !("shift" in s.properties),
    );
    const inner = either ?? given;
    const nested = inner.items?.properties ? keysOf(inner.items, `${here}[]`) : keysOf(inner, here);
    const optionalStep = path === "steps";
    if (nested.size === 0 || optionalStep) {
      found.set(
        here,
        [given, ...(given.anyOf ?? [])].flatMap((s) => s.enum ?? []),
      );
    }
    for (const [k, v] of nested) found.set(k, v);
  }
  return found;
}

describe("docs/conventions.md", () => {
  it("lists every code of the design review", () => {
    const lints = readdirSync("packages/did/src/design/lints").map((name) =>
      read(`packages/did/src/design/lints/${name}`),
    );
    const codes = lints.flatMap((text) => Array.from(text.matchAll(/code: "([A-Z_]+)"/g), (m) => m[1]!));
    expect(codes.length).toBeGreaterThan(8);
    const page = read("docs/conventions.md");
    expect(codes.filter((code) => !new RegExp(`^\\| *${code} *\\|`, "m").test(page))).toEqual([]);
  });
});

it("docs/adr/README.md lists every decision", () => {
  const pages = readdirSync("docs/adr").filter((name) => /^\d{4}-/.test(name));
  const list = read("docs/adr/README.md");
  expect(pages.filter((name) => !list.includes(`[${name.slice(0, 4)}](${name})`))).toEqual([]);
});

describe("docs/images", () => {
  it.each([
    ["en", "event-study.svg"],
    ["zh", "event-study.zh.svg"],
  ] as const)(
    "the picture in %s is that of the pilot study; node scripts/docs/images.mjs draws it",
    async (lang, name) => {
      const output = join(folder, `pilot-${lang}`);
      await runStudy(await readStudy("examples/pilot-study/study.yaml", { output }), { lang });
      const drawn = read(join(output, "charts/event-study-rebased.svg"));
      expect(read(join("docs/images", name)) === drawn, `docs/images/${name} is up to date`).toBe(true);
      expect(drawn).toMatch(/^<svg [^>]*><rect [^>]*fill="#ffffff"\/>/);
    },
  );
});
