/** What an endpoint does with a message. */
import type { Message } from '../message.js';
import type { Result } from '../result.js';

export interface Deliverer {
  /**
   * Resolves `ok` when the message is kept there. It may be given the same message again, after a crash or where no answer
   * came; it says each time that it is the same, by `message.id`.
   */
  deliver(message: Message): Promise<Result>;
  /** What is being delivered fails soon, where that can be; it may have arrived all the same. */
  close(): Promise<void>;
}
