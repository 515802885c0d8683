/** Hands what was made in this page to the person as a file. Nothing is asked of any server. */
export function download(name: string, type: string, content: BlobPart): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken it by the next turn of the event loop.
  setTimeout(() => URL.revokeObjectURL(url));
}
