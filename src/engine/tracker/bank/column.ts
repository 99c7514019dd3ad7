/** Where columns of numbers come from: anywhere, or the memory of a compiled kernel. */
export type MakeColumn = (length: number) => Float64Array;

export const plainColumn: MakeColumn = (length) => new Float64Array(length);
