// Signs and names of the kinds of layers.

/** @type {Record<string, string>} */
export const LAYER_GLYPH = { sliding: "▭", csa: "▤", hca: "▦" };

/**
 * @param {number} layer
 * @param {string | undefined} kind
 */
export const layerName = (layer, kind) =>
  `layer ${layer} ${LAYER_GLYPH[kind ?? ""] ?? ""} ${kind === "sliding" ? "sliding" : (kind ?? "").toUpperCase()}`;
