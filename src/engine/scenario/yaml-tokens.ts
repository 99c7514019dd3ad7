import { CST, Lexer, type LineCounter, Parser } from 'yaml';
import { type ErrorCode, type Issue, MOST_ISSUES, type Parsed } from './errors.js';

/** Deepest nesting: a valid scenario or preset needs about 8. */
export const DEEPEST_NESTING = 64;
/** Most words, marks and spaces that YAML's lexer may find: about 2000 entries of a scenario, read in half a second. */
const MOST_LEXEMES = 250_000;
/** Most anchors and aliases together: the yaml package compares each alias with every one of them. */
const MOST_REFERENCES = 1000;

/** A text's tokens, or why it is too much for the composer, which recurses and whose stack must not be the input's. */
export function tokensOf(
  text: string,
  lines: LineCounter,
  issue: (code: ErrorCode, message: string, offset: number) => Issue,
): Parsed<CST.Token[]> {
  const parser = new Parser(lines.addNewLine);
  const tokens: CST.Token[] = [];
  let lexemes = 0;
  let references = 0;
  let mistakes = 0;
  let before = '';
  lines.addNewLine(0);
  for (const lexeme of new Lexer().lex(text)) {
    const at = parser.offset;
    // What follows the mark of a scalar is text, whatever it begins with.
    if (before !== CST.SCALAR && (lexeme[0] === '*' || lexeme[0] === '&')) references++;
    before = lexeme;
    if (++lexemes > MOST_LEXEMES) {
      return { issues: [issue('SCN-001', `a file may hold ${MOST_LEXEMES} words and marks; here are more`, at)] };
    }
    if (references > MOST_REFERENCES) {
      return {
        issues: [issue('SCN-003', `a file may hold ${MOST_REFERENCES} anchors and aliases; here are more`, at)],
      };
    }
    for (const token of parser.next(lexeme)) {
      if (token.type !== 'error' || ++mistakes <= MOST_ISSUES) tokens.push(token);
    }
    // The document itself is on the stack too.
    if (parser.stack.length > DEEPEST_NESTING + 1) {
      return { issues: [issue('SCN-004', `nesting may be ${DEEPEST_NESTING} levels deep; here it goes deeper`, at)] };
    }
  }
  for (const token of parser.end()) tokens.push(token);
  return { value: tokens };
}
