import lit from 'eslint-plugin-lit';
import tseslint from 'typescript-eslint';

/**
 * The layers of `src/` (see src/ARCHITECTURE.md): each may import only those named here, and the
 * libraries that have one place are imported there alone.
 */
const LAYERS = {
  core: [],
  xmpp: ['core'],
  ports: ['core'],
  session: ['core', 'xmpp', 'ports'],
  generated: [],
  ui: ['core', 'ports', 'generated'],
  admin: ['core', 'xmpp', 'ports', 'session', 'ui'],
  extension: ['core', 'xmpp', 'ports', 'session', 'ui', 'admin'],
  widget: ['core', 'xmpp', 'ports', 'session', 'ui'],
  archiver: ['core', 'xmpp'],
};

const XMPP_JS = {
  regex: '^@xmpp/',
  message: 'Only src/xmpp/xmpp-js.ts imports @xmpp/*; import what you need from there, or add it there.',
};
const POLYFILL = {
  regex: '^webextension-polyfill$',
  message: 'Only src/extension/browser.ts imports the polyfill: it throws outside extensions.',
};
const LIT = {
  regex: '^(lit|@lit/)',
  message: 'lit belongs to src/ui and to the entries of the shells; the session runs where there is no document.',
};
const DECORATORS = {
  regex: '^lit/decorators',
  message: 'src/ui/decorators.ts has them, without what only the standard ones need.',
};
const EXPLICIT = {
  regex: '^\\.{1,2}/(?!.*\\.(js|json)$)',
  message: 'Write the file name with .js.',
};

const SYNTAX = [
  { selector: 'TSEnumDeclaration', message: 'Use a union of literals.' },
  { selector: 'ExportAllDeclaration', message: 'No barrel files: import from where it is defined.' },
  { selector: 'ExportDefaultDeclaration', message: 'Use a named export.' },
  { selector: 'TSParameterProperty', message: 'Declare the field, and assign it in the constructor.' },
];

/** What the files of a layer may import. `place`: these files are the one place of that library. */
function layer(name, files = [`src/${name}/**/*.ts`], place = undefined) {
  const allowed = LAYERS[name];
  const others = Object.keys(LAYERS).filter((other) => other !== name && !allowed.includes(other));
  const patterns = others.map((other) => ({
    regex: `^(\\.\\./)+${other}/`,
    message: `src/${name} may import ${allowed.length > 0 ? allowed.join(', ') : 'nothing'}; take what you need as a parameter, or move it down.`,
  }));
  const usesLit = ['ui', 'admin', 'extension', 'widget'].includes(name);
  const restricted = [...patterns, XMPP_JS, POLYFILL, DECORATORS, EXPLICIT, ...(usesLit ? [] : [LIT])].filter(
    (pattern) => pattern !== place,
  );
  return {
    files,
    rules: {
      'no-restricted-imports': ['error', { patterns: restricted }],
      'no-restricted-syntax': ['error', ...SYNTAX, ...restricted.map(importedLater)],
    },
  };
}

/** The same for what is imported where it is used, which no-restricted-imports does not see. */
function importedLater({ regex, message }) {
  return { selector: `ImportExpression > Literal[value=/${regex.replaceAll('/', '\\u002F')}/]`, message };
}

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'src/generated/', '.demo/', 'scratch/', 'coverage/'] },
  {
    files: ['**/*.ts'],
    extends: [
      ...tseslint.configs.strictTypeChecked,
      ...tseslint.configs.stylisticTypeChecked,
      lit.configs['flat/recommended'],
    ],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/prefer-readonly': 'error',
      // An async function without await is how an interface that is asynchronous elsewhere is met.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // Getters are overridden by subclasses.
      '@typescript-eslint/class-literal-property-style': 'off',
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      'no-restricted-syntax': ['error', ...SYNTAX],
    },
  },
  ...Object.keys(LAYERS).map((name) => layer(name)),
  layer('xmpp', ['src/xmpp/xmpp-js.ts'], XMPP_JS),
  layer('extension', ['src/extension/browser.ts'], POLYFILL),
  {
    // What others export is declared as they export it.
    files: ['src/xmpp/xmpp-js-modules.d.ts'],
    rules: {
      'no-restricted-imports': 'off',
      'no-restricted-syntax': 'off',
      '@typescript-eslint/consistent-type-imports': 'off',
    },
  },
  {
    files: ['src/core/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', { name: 'Date', message: 'core has no clock: let the event carry the time.' }],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'core draws no random numbers: let the caller pass them.' },
      ],
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      // node:test returns promises that the runner awaits.
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', package: 'node:test', name: ['test', 'describe', 'it', 'before', 'after'] },
          ],
        },
      ],
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
    },
  },
);
