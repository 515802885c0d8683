/**
 * What a person may set beside their handling. Each option is a last-writer-wins register of its own, so that
 * two devices which change different ones at the same time lose nothing.
 *
 * | option | values | default |
 * |---|---|---|
 * | `notifications` | `all`, `badge` (only the number), `none` | `all` |
 * | `strangers` | `notify`, `quiet`: whether requests from outside notify | `notify` |
 * | `quiet-hours` | `HH:MM-HH:MM` in local time, over midnight if need be; empty for none | empty |
 * | `language` | a language of the interface (BCP 47); empty for the browser's | empty |
 * | `theme` | `auto`, `light`, `dark`, `contrast` | `auto` |
 * | `away-after` | minutes without a touch after which one is shown as away: `5`, `10`, `15`, `30`, or `never` | `10` |
 * | `messages` | `preview`, `sender` (without the text), `badge`, `none`: what a notification of a message says | `preview` |
 * | `read-markers` | `send`, `keep`: whether others learn that their message was displayed | `send` |
 * | `typing` | `send`, `keep`: whether others learn that one is typing | `send` |
 */
const HOURS = /^$|^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/;

const ALLOWED = {
  notifications: /^(all|badge|none)$/,
  strangers: /^(notify|quiet)$/,
  'quiet-hours': HOURS,
  language: /^[A-Za-z0-9-]{0,20}$/,
  theme: /^(auto|light|dark|contrast)$/,
  'away-after': /^(5|10|15|30|never)$/,
  messages: /^(preview|sender|badge|none)$/,
  'read-markers': /^(send|keep)$/,
  typing: /^(send|keep)$/,
} as const;

export type OptionName = keyof typeof ALLOWED;
export type OptionValues = Readonly<Record<OptionName, string>>;

export const OPTION_NAMES = Object.keys(ALLOWED) as readonly OptionName[];
export const DEFAULT_OPTIONS: OptionValues = {
  notifications: 'all',
  strangers: 'notify',
  'quiet-hours': '',
  language: '',
  theme: 'auto',
  'away-after': '10',
  messages: 'preview',
  'read-markers': 'send',
  typing: 'send',
};

/** A value, and when it was chosen, in milliseconds since 1970. */
export interface OptionEntry {
  readonly value: string;
  readonly at: number;
}
export type Options = ReadonlyMap<OptionName, OptionEntry>;

export function isOptionName(name: unknown): name is OptionName {
  return OPTION_NAMES.some((known) => known === name);
}

export function isOptionValue(name: OptionName, value: string): boolean {
  return ALLOWED[name].test(value);
}

/** Of two values of one option, the one that counts. Symmetric, so that devices converge. */
export function laterOption(a: OptionEntry | undefined, b: OptionEntry): OptionEntry {
  if (!a || b.at > a.at) return b;
  return a.at > b.at || a.value >= b.value ? a : b;
}

/** Every option, chosen or not. */
export function optionValues(options: Options): OptionValues {
  const chosen = [...options].map(([name, { value }]): [OptionName, string] => [name, value]);
  return { ...DEFAULT_OPTIONS, ...Object.fromEntries(chosen) };
}

/** Whether `minutes` after local midnight lie within the quiet hours. */
export function isQuiet(hours: string, minutes: number): boolean {
  if (!hours || !HOURS.test(hours)) return false;
  const [from = 0, to = 0] = hours.split('-').map((time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3)));
  return from <= to ? minutes >= from && minutes < to : minutes >= from || minutes < to;
}
