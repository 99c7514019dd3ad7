/** Space, then a number, string or word of JSON, or one mark. */
const TOKEN =
  /[ \t\r\n]*(?:(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"|true|false|null)(?![\w.])|([[\]{},:]))/uy;
const SPACE = /[ \t\r\n]*/y;

/**
 * Where a text stops being JSON (RFC 8259): the index of the first character that cannot stand there, or the text's length
 * if it ends too early. What JSON.parse says of it differs between engines, and often names no place.
 */
export function jsonBreak(text: string): number {
  /** The brackets that are open, as what closes them. */
  const open: string[] = [];
  /** What may come next. */
  let wanted: 'value' | 'valueOrEnd' | 'key' | 'keyOrEnd' | 'colon' | 'commaOrEnd' | 'nothing' = 'value';
  let at = 0;
  for (;;) {
    SPACE.lastIndex = at;
    SPACE.test(text);
    const start = SPACE.lastIndex;
    if (wanted === 'nothing') return start;
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text);
    if (!token) return start;
    const mark = token[2] ?? (token[1].startsWith('"') ? 'text' : 'scalar');
    const value = wanted === 'value' || wanted === 'valueOrEnd';
    const key = wanted === 'key' || wanted === 'keyOrEnd';
    if (value && (mark === '[' || mark === '{')) {
      open.push(mark === '[' ? ']' : '}');
      wanted = mark === '[' ? 'valueOrEnd' : 'keyOrEnd';
    } else if (value && (mark === 'text' || mark === 'scalar')) {
      wanted = open.length > 0 ? 'commaOrEnd' : 'nothing';
    } else if (key && mark === 'text') {
      wanted = 'colon';
    } else if (wanted === 'colon' && mark === ':') {
      wanted = 'value';
    } else if (wanted === 'commaOrEnd' && mark === ',') {
      wanted = open.at(-1) === ']' ? 'value' : 'key';
    } else if (/OrEnd$/.test(wanted) && mark === open.at(-1)) {
      open.pop();
      wanted = open.length > 0 ? 'commaOrEnd' : 'nothing';
    } else return start;
    at = TOKEN.lastIndex;
  }
}
