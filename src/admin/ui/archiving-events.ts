/** What the parts of the pane IM Archiving tell it. No secret is ever in any of these. */
declare global {
  interface HTMLElementEventMap {
    /** Endpoints or people are others now. */
    'im-admin-archive-changed': CustomEvent<undefined>;
    /** The form of an endpoint is not needed any more: `saved` is its name, if it was. */
    'im-admin-endpoint-done': CustomEvent<{ readonly saved: string }>;
    /** The archiver is to be looked for again. */
    'im-admin-archiver-look': CustomEvent<undefined>;
  }
}

export function archiveChanged(): CustomEvent<undefined> {
  return new CustomEvent('im-admin-archive-changed', { detail: undefined });
}

export function endpointDone(saved = ''): HTMLElementEventMap['im-admin-endpoint-done'] {
  return new CustomEvent('im-admin-endpoint-done', { detail: { saved } });
}

export function archiverLook(): CustomEvent<undefined> {
  return new CustomEvent('im-admin-archiver-look', { detail: undefined });
}
