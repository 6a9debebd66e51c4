// Bundles the views for Python: node build.mjs [folder]. A view is a module of src/ that has a Python file of the same name
// beside this one. Each becomes <folder>/<name>.js; one with a look of its own also becomes <name>.css, behind the look that
// all views share, which the others take as it is (theme.css). All of them together become page.js and page.css, for exported
// pages. The folder is static/ unless another is named.

import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const src = join(here, "src");
const folder = process.argv[2] ?? join(here, "static");
const began = performance.now();

const python = new Set(readdirSync(here).filter(name => name.endsWith(".py")));
const stems = readdirSync(src)
  .filter(name => name.endsWith(".js") && python.has(name.replace(/js$/, "py")))
  .map(name => name.slice(0, -3))
  .sort();
const styled = stems.filter(stem => existsSync(join(src, `${stem}.css`)));
// An exported page cannot run a prompt, so it has no form for one.
const views = stems.filter(stem => stem !== "page" && stem !== "chat_form");

/** Text of the modules that exist only here, by their name. */
function made(name) {
  if (name === "views") {
    const imports = views.map(stem => `import ${stem} from "./${stem}.js";`).join("\n");
    return { contents: `${imports}\nexport default { ${views.join(", ")} };`, loader: "js" };
  }
  const stem = name.replace("style of ", "");
  const own = stem === "page" ? [...views, "page"] : [stem];
  const files = ["theme.css", "common/controls.css", ...own.map(one => `${one}.css`)];
  const there = files.filter(file => existsSync(join(src, file)));
  return { contents: there.map(file => `@import "./${file}";`).join("\n"), loader: "css" };
}

const plugin = {
  name: "made",
  setup(esbuild) {
    esbuild.onResolve({ filter: /^(views$|style of )/ }, ({ path }) => ({ path, namespace: "made" }));
    esbuild.onLoad({ filter: /.*/, namespace: "made" }, ({ path }) => ({ ...made(path), resolveDir: src }));
  },
};

mkdirSync(folder, { recursive: true });
const { metafile } = await build({
  entryPoints: [
    ...stems.map(stem => ({ in: join(src, `${stem}.js`), out: stem })),
    ...["theme", ...styled].map(stem => ({ in: `style of ${stem}`, out: stem })),
  ],
  outdir: folder,
  bundle: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  minify: true,
  lineLimit: 160,
  metafile: true,
  plugins: [plugin],
  logLevel: "warning",
});
const built = new Set(Object.keys(metafile.outputs).map(path => basename(path)));
for (const name of readdirSync(folder)) if (!built.has(name)) rmSync(join(folder, name));
console.log(`${stems.length} programs built in ${((performance.now() - began) / 1000).toFixed(2)} s`);
