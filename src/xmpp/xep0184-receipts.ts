/** Delivery receipts (XEP-0184). */
import { NS } from './ns.js';
import { xml, type Element } from './element.js';

export function receiptRequest(): Element {
  return xml('request', { xmlns: NS.receipts });
}

export function receipt(id: string): Element {
  return xml('received', { xmlns: NS.receipts, id });
}

export function wantsReceipt(message: Element): boolean {
  return message.getChild('request', NS.receipts) !== undefined;
}

/** The id of the message that has been received. */
export function receivedId(message: Element): string | null {
  return message.getChild('received', NS.receipts)?.attrs.id ?? null;
}
