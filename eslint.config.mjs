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
  ui: ['core', 'ports'],
  extension: ['core', 'xmpp', 'ports', 'session', 'ui'],
  widget: ['core', 'xmpp', 'ports', 'session', 'ui'],
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
const EXPLICIT = {
  regex: '^\\.{1,2}/(?!.*\\.(js|json)$)',
  message: 'Write the file name with .js.',
};

function layer(name, allowed) {
  const others = Object.keys(LAYERS).filter((other) => other !== name && !allowed.includes(other));
  const patterns = others.map((other) => ({
    regex: `^(\\.\\./)+${other}/`,
    message: `src/${name} may import ${allowed.length > 0 ? allowed.join(', ') : 'nothing'}; take what you need as a parameter, or move it down.`,
  }));
  const usesLit = name === 'ui' || name === 'extension' || name === 'widget';
  return {
    files: [`src/${name}/**/*.ts`],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [...patterns, XMPP_JS, POLYFILL, EXPLICIT, ...(usesLit ? [] : [LIT])] },
      ],
    },
  };
}

/** The same rules for a file that is the one place of a library. */
function except(file, allowed) {
  const [, name] = file.split('/');
  const base = layer(name, LAYERS[name]);
  const [severity, { patterns }] = base.rules['no-restricted-imports'];
  return {
    files: [file],
    rules: { 'no-restricted-imports': [severity, { patterns: patterns.filter((pattern) => pattern !== allowed) }] },
  };
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
      'no-restricted-syntax': [
        'error',
        { selector: 'TSEnumDeclaration', message: 'Use a union of literals.' },
        { selector: 'ExportAllDeclaration', message: 'No barrel files: import from where it is defined.' },
        { selector: 'ExportDefaultDeclaration', message: 'Use a named export.' },
        { selector: 'TSParameterProperty', message: 'Declare the field, and assign it in the constructor.' },
      ],
    },
  },
  ...Object.entries(LAYERS).map(([name, allowed]) => layer(name, allowed)),
  except('src/xmpp/xmpp-js.ts', XMPP_JS),
  except('src/extension/browser.ts', POLYFILL),
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
