// The shapes that all views share. Traits of each view: traits.d.ts, made from the Python classes.
import type { Selection } from "../traits";

/** What a Bytes trait is: a view of a message's buffer under Jupyter, an array in an exported page. */
export type Bytes = DataView | Uint8Array;

/** A widget's state in the page; anywidget's own under Jupyter, common/model.js in an exported page. */
export interface Model<T> {
  get<K extends keyof T & string>(name: K): T[K];
  set<K extends keyof T & string>(name: K, value: T[K]): void;
  save_changes(): void;
  send(content: unknown, callbacks?: unknown, buffers?: ArrayBuffer[]): void;
  on(name: string, handler: (...args: any[]) => void): void;
  off(name: string, handler: (...args: any[]) => void): void;
  widget_manager: { get_model(id: string): Promise<SelectionModel> };
}
export type SelectionModel = Omit<Model<Selection>, "widget_manager"> & { comm_live?: boolean };

/** What every view has besides its own traits; `kernel` is false in an exported page. */
export interface Common {
  message: string;
  about?: import("./about").About;
  selection: string;
  kept: string;
  kernel?: boolean;
}

export interface Props<T> {
  model: Model<T & Common>;
  el: HTMLElement;
}

/** The numbers of a picture as a table; what is missing is null. */
export interface Numbers {
  columns: string[];
  rows: unknown[][];
  note?: string;
}

export type Root = HTMLDivElement & { drawn?: unknown; drawnTable?: unknown };
