import type { ArchiverProblem } from '../archiving/archiver.js';
import { problemText } from './problem-text.js';

/** What went wrong with the archiver, and what can be done about it; `account` is who has asked. */
export function archiverProblemText(problem: ArchiverProblem, account: string): string {
  switch (problem.kind) {
    case 'mistakes':
      return problem.mistakes.map(({ text }) => text).join(' ');
    case 'fault':
      return problem.text;
    case 'forbidden':
      return `The archiver takes no commands from ${account}. Name it under “administrators” in the archiver’s configuration, and restart the archiver.`;
    case 'silent':
      return 'The archiver does not answer: it does not run, or is not connected to the server. Start it (systemctl start im-archiver); if that does not help, its log says why (journalctl -u im-archiver).';
    case 'not-found':
    case 'not-offered':
    case 'unreadable':
      return 'The archiver has answered in a way that this page does not know. Install the same version of both.';
    case 'offline':
      return 'The connection to the server is gone. It comes back by itself; what you have typed stays. Then try again.';
    case 'timeout':
      return 'The archiver has not answered in time. Try again in a moment; its log says what it does (journalctl -u im-archiver).';
    case 'exists':
    case 'refused':
      return problemText(problem);
  }
}
