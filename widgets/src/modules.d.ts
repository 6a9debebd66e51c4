// Modules that are no files here: the views by name, which build.mjs makes for page.js, and what the tests need of node.
declare module "views" {
  const views: Record<string, { render(props: { model: any; el: HTMLElement }): Promise<() => void> }>;
  export default views;
}

declare module "node:test" {
  export function test(claim: string, check: () => void): void;
}

declare module "node:assert/strict" {
  const assert: any;
  export default assert;
}

declare module "node:fs" {
  export function readFileSync(path: URL, encoding: string): string;
  export function readdirSync(path: URL): string[];
}
