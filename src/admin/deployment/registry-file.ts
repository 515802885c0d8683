/**
 * A file that Windows takes into its registry: UTF-16 LE with a byte order mark, lines that end in CRLF, text in quotes
 * with `\` and `"` escaped. A name in front of which stands `-` is removed first, with all that is in it.
 */
export interface RegistryKey {
  readonly path: string;
  /** Text becomes REG_SZ, a switch REG_DWORD. */
  readonly values: Readonly<Record<string, string | boolean>>;
}

/** The text of the file, its lines ended by LF. `replaced` are keys whose old content goes. */
export function registryText(replaced: readonly string[], keys: readonly RegistryKey[]): string {
  const blocks = [
    'Windows Registry Editor Version 5.00',
    ...replaced.map((path) => `[-${path}]`),
    ...keys.map(({ path, values }) => {
      const lines = Object.entries(values).map(([name, value]) => `${quoted(name)}=${data(value)}`);
      return [`[${path}]`, ...lines].join('\n');
    }),
  ];
  return `${blocks.join('\n\n')}\n`;
}

/** The octets of the file. */
export function registryFile(text: string): Uint8Array<ArrayBuffer> {
  const whole = `\uFEFF${text.replaceAll('\n', '\r\n')}`;
  const octets = new DataView(new ArrayBuffer(whole.length * 2));
  for (let index = 0; index < whole.length; index++) octets.setUint16(index * 2, whole.charCodeAt(index), true);
  return new Uint8Array(octets.buffer);
}

function data(value: string | boolean): string {
  return typeof value === 'string' ? quoted(value) : `dword:0000000${value ? 1 : 0}`;
}

function quoted(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}
