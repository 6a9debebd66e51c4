// The numbers of the picture as a table: a row per layer.

import { readingsOf } from "./follow_token_arcs.js";

/**
 * @param {import("./follow_token_words.js").Known} known
 * @param {import("./follow_token_card.js").PlaceRow[]} places
 * @returns {import("./common/types").Numbers}
 */
export function tableOf({ path, sizes, kinds }, places) {
  const layers = places.filter(place => place.kind);
  const names = (layers[0]?.cells ?? []).map(([part], i, all) => {
    const twice = all.findIndex(cell => cell[0] === part) < i;
    return `bytes of ${part}${part === "mixing" ? (twice ? " (experts)" : " (attention)") : ""}`;
  });
  const rows = places.map(place => {
    const layer = place.place === "top" ? -1 : place.kind ? Number(place.place) : Number.NaN;
    const bytes = [place.cells.reduce((sum, cell) => sum + Math.max(0, cell[2]), 0)];
    // Embedding, head and draft block are one part each; of a layer's parts each has its column.
    for (let i = 0; i < names.length; i++)
      bytes.push(place.kind && place.cells[i][2] >= 0 ? place.cells[i][2] : Number.NaN);
    const word = path.lens[layer + 1]?.[0] ?? null;
    const chance = Number.isNaN(layer) ? null : path.lens_prob[(layer + 1) * path.ranks];
    const norms = Array.from({ length: sizes.streams }, (_, i) =>
      Number.isNaN(layer) ? null : path.norm[(layer + 1) * sizes.streams + i],
    );
    if (!place.kind) {
      const name = { top: "embedding", bottom: "head", draft: "draft block" }[place.place] ?? place.place;
      return [name, "", null, null, null, "", "", ...norms, word, chance, place.parameters, ...bytes];
    }
    const from = layer * sizes.chosen;
    const experts = [...path.expert.subarray(from, from + sizes.chosen)].filter(id => id >= 0);
    const [heaviest] = readingsOf(path, layer, sizes.kinds[kinds[layer]]);
    const key = heaviest ? `${heaviest.zone ? "entry" : "token"} ${heaviest.key}` : "";
    return [
      layer,
      `${place.kind}${place.routing === "hash" ? ", table" : ""}`,
      ...[0, 1, 2].map(i => path.mass[3 * layer + i]),
      key,
      experts.map((id, i) => `${id}: ${path.expert_weight[from + i].toFixed(3)}`).join(", "),
      ...norms,
      word,
      chance,
      place.parameters,
      ...bytes,
    ];
  });
  return {
    columns: [
      "layer", "kind", "compressed", "window", "sink", "read most", "experts and weights",
      ...Array.from({ length: sizes.streams }, (_, i) => `norm of stream ${i}`),
      "would say", "probability", "parameters", "bytes",
      ...names,
    ], // biome-ignore format: names in the order of the columns
    rows,
    note: path.blank
      ? "The model's plan; nothing has been run yet."
      : `Token ${path.token}; attention ${path.head < 0 ? "as the mean of heads" : `of head ${path.head}`}.`,
  };
}
