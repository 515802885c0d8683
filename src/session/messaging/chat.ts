import type { CommandResult } from '../../ports/protocol.js';
import type { MessagingOptions, MessagingPart, MessagingRequest, MessagingSlices } from './part.js';
import type { Window } from '../../core/view.js';

export class Chat implements MessagingPart {
  readonly #options: MessagingOptions;

  constructor(options: MessagingOptions) {
    this.#options = options;
  }

  execute(_command: MessagingRequest): Promise<CommandResult> | undefined {
    return undefined;
  }

  slices(_window: Window): Partial<MessagingSlices> {
    return {};
  }
}
