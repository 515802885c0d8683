import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DELIMITERS, readCsv, writeCsv, type CsvFault } from '../../../../src/admin/import/csv.js';

const READ: readonly (readonly [string, string, readonly (readonly [number, readonly string[]])[]])[] = [
  ['an empty file', '', []],
  [
    'a last line without an end',
    'a,b\nc,d',
    [
      [1, ['a', 'b']],
      [2, ['c', 'd']],
    ],
  ],
  [
    'line ends of Windows, Unix and old Macs',
    'a\r\nb\nc\rd',
    [
      [1, ['a']],
      [2, ['b']],
      [3, ['c']],
      [4, ['d']],
    ],
  ],
  [
    'empty lines, which count and are no rows',
    'a\n\n\r\nb',
    [
      [1, ['a']],
      [4, ['b']],
    ],
  ],
  [
    'an empty cell in quotes, which is a row',
    'a\n""\n',
    [
      [1, ['a']],
      [2, ['']],
    ],
  ],
  ['quotes within quotes', '"say ""hi""",b', [[1, ['say "hi"', 'b']]]],
  [
    'delimiters and line ends in quotes',
    '"a,b","c\r\nd\ne"\nf,g',
    [
      [1, ['a,b', 'c\r\nd\ne']],
      [4, ['f', 'g']],
    ],
  ],
  ['empty cells at both ends', ',a,', [[1, ['', 'a', '']]]],
  ['spaces, which belong to the cell', ' a , b', [[1, [' a ', ' b']]]],
  [
    'semicolons of the header',
    'a;b,x;c\n1;2,5;3',
    [
      [1, ['a', 'b,x', 'c']],
      [2, ['1', '2,5', '3']],
    ],
  ],
  [
    'tabs of the header',
    'a\tb\n1,2\t3',
    [
      [1, ['a', 'b']],
      [2, ['1,2', '3']],
    ],
  ],
  [
    'a header whose other delimiters are in quotes',
    '"a;b;c",d\n1,2',
    [
      [1, ['a;b;c', 'd']],
      [2, ['1', '2']],
    ],
  ],
];
for (const [title, text, rows] of READ) {
  test(`reads ${title}`, () => {
    const file = readCsv(text);
    assert.deepEqual(
      file.rows.map(({ line, cells }) => [line, cells]),
      rows,
    );
    assert.deepEqual(file.faults, []);
  });
}

const WRONG: readonly (readonly [string, string, readonly CsvFault[], readonly number[]])[] = [
  ['a quote inside a cell', 'a,b\nx"y,z\nc,d', [{ line: 2, why: 'quote-inside' }], [1, 3]],
  ['text after a quote', 'a,b\n"x"y,z\nc,d', [{ line: 2, why: 'text-after-quote' }], [1, 3]],
  ['a quote that is never closed', 'a,b\n"x,y\nc,d\ne,f', [{ line: 2, why: 'open-quote' }], [1, 3, 4]],
  ['one that the next quote does not close', 'a,b\n"x,y\n"c",d', [{ line: 2, why: 'text-after-quote' }], [1, 3]],
];
for (const [title, text, faults, lines] of WRONG) {
  test(`refuses ${title}, and reads on with the next line`, () => {
    const file = readCsv(text);
    assert.deepEqual(file.faults, faults);
    assert.deepEqual(
      file.rows.map(({ line }) => line),
      lines,
    );
  });
}

test('many quotes that are never closed cost no more than as many lines', () => {
  const started = performance.now();
  const { faults } = readCsv(`a\n${'"x\n'.repeat(50_000)}`);
  assert.equal(faults.length, 50_000);
  assert.ok(performance.now() - started < 5000);
});

test('what was written is read again, whatever it holds', () => {
  const cell = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom('a', '"', ',', ';', '\t', '\n', '\r', ' ', '=') }),
    fc.string({ unit: 'binary' }),
  );
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 8 }),
      fc.constantFrom(...DELIMITERS),
      (rows, delimiter) => {
        const { rows: read, faults, delimiter: detected } = readCsv(writeCsv(rows, delimiter));
        assert.deepEqual(
          read.map(({ cells }) => cells),
          rows,
        );
        assert.deepEqual(faults, []);
        assert.equal(detected, delimiter);
      },
    ),
  );
});

test('rows of one cell are read again', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (cells) => {
      const { rows } = readCsv(writeCsv(cells.map((cell) => [cell])));
      assert.deepEqual(
        rows.map((row) => row.cells[0]),
        cells,
      );
    }),
  );
});

test('no text stops the reader, and each line is at most one row or fault', () => {
  const text = fc.string({ unit: fc.constantFrom('a', '"', ',', ';', '\t', '\n', '\r') });
  fc.assert(
    fc.property(text, (written) => {
      const { rows, faults } = readCsv(written);
      const lines = [...rows, ...faults].map(({ line }) => line);
      assert.equal(new Set(lines).size, lines.length);
      assert.ok(lines.every((line) => line >= 1 && line <= written.split(/\r\n|\n|\r/).length));
    }),
  );
});
