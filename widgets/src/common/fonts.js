// The one font of pictures. Nothing is written smaller than 12 pixels (tests: fonts.test.js, tests/browser/test_room.py).

/** Pixels of the words in a picture. */
export const SIZE = 12;

/**
 * The font of words on a canvas.
 * @param {boolean} [bold]
 */
export const font = (bold = false) => `${bold ? "bold " : ""}${SIZE}px system-ui, sans-serif`;
