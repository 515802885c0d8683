/**
 * What a message is shown as: prose, and code where a fence says so (three backticks on a line of their own, as people
 * know them). Nothing else of a text means anything.
 */

export interface Block {
  readonly kind: 'prose' | 'code';
  readonly text: string;
}

const FENCE = /^```[\w+#.-]{0,20}\s*$/;
/** More lines or characters than these are shown when somebody asks for them. */
const MANY_LINES = 16;
const MANY_CHARACTERS = 1500;
/** What is shown of a text that is longer. */
const FEW_LINES = 12;
const FEW_CHARACTERS = 1200;
/** So few emoji are the whole of what somebody wants to say. */
const MOST_BIG_EMOJI = 5;
// What emoji are made of (UTS #51): pictures, flags, and what joins or varies them.
const EMOJI =
  /^(?:[\p{Emoji_Presentation}\p{Extended_Pictographic}\p{Regional_Indicator}\p{Emoji_Modifier}\u200D\uFE0F\u{E0020}-\u{E007F}]|\s)+$/u;

/** Fences that are not closed go on to the end. Blocks without text are left out. */
export function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let lines: string[] = [];
  let isCode = false;
  const close = (): void => {
    const block = lines.join('\n');
    if (block.trim() === '') return;
    blocks.push(isCode ? { kind: 'code', text: block } : { kind: 'prose', text: block.replace(/^\n+|\n+$/g, '') });
  };
  for (const line of text.split('\n')) {
    if (!FENCE.test(line)) lines.push(line);
    else {
      close();
      lines = [];
      isCode = !isCode;
    }
  }
  close();
  return blocks;
}

/** The beginning of a text that is too long to be shown whole; undefined for any other. */
export function beginningOf(text: string): string | undefined {
  const lines = text.split('\n', MANY_LINES + 1);
  if (lines.length <= MANY_LINES && text.length <= MANY_CHARACTERS) return undefined;
  const few = lines.slice(0, FEW_LINES).join('\n');
  if (few.length <= FEW_CHARACTERS) return few;
  // Between words, if they are of a usual length; and never within a character.
  const cut = few.slice(0, FEW_CHARACTERS).replace(/[\uD800-\uDBFF]$/, '');
  return cut.replace(/\s+\S{0,60}$/u, '');
}

export function isEmojiOnly(text: string): boolean {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed.length > 100 || !EMOJI.test(trimmed)) return false;
  const characters = [...new Intl.Segmenter().segment(trimmed.replace(/\s/gu, ''))];
  return characters.length <= MOST_BIG_EMOJI;
}
