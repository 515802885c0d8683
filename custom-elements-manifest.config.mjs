/**
 * Writes `custom-elements.json`: what editors and documentation tools know of the elements. It describes the
 * one module that a site loads, and of each element what a site may use: nothing private, protected or `@internal`.
 */
const MODULE = 'dist/widget/im-contact-requests.js';

const oneModule = {
  name: 'one-module',
  packageLinkPhase({ customElementsManifest: manifest }) {
    const declarations = manifest.modules
      .flatMap((module) => module.declarations)
      .filter(({ tagName }) => tagName)
      .map(({ members = [], superclass, mixins, ...element }) =>
        withoutOrigin({
          ...element,
          superclass: { name: 'HTMLElement' },
          members: members.filter(({ privacy = 'public' }) => privacy === 'public'),
        }),
      );
    const exports = declarations.map(({ name, tagName }) => ({
      kind: 'custom-element-definition',
      name: tagName,
      declaration: { name, module: MODULE },
    }));
    manifest.modules = [{ kind: 'javascript-module', path: MODULE, declarations, exports }];
  },
};

/** Nobody outside can look up which of our base classes something comes from. */
function withoutOrigin(value) {
  return JSON.parse(JSON.stringify(value, (key, inner) => (key === 'inheritedFrom' ? undefined : inner)));
}

export default {
  globs: [
    'src/widget/{on-site,contact-requests,contact-list,directory-search,chat,options}.ts',
    'src/ui/containers/*.ts',
  ],
  litelement: true,
  packagejson: false,
  plugins: [oneModule],
};
