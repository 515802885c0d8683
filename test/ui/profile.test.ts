import { expect } from 'chai';
import type { Profile } from '../../src/core/view.js';
import { InboxPage } from './inbox-page.js';
import { expectNoViolations, until } from './support.js';
import { OTTO, requestsOf, rowsOf } from './views.js';

const NOTHING: Profile = { name: '', organization: '', title: '', note: '', picture: null };

/** A square of one colour, as octets. */
function square(side: number, type = 'image/png'): NonNullable<Profile['picture']> {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = side;
  const context = canvas.getContext('2d');
  if (context) context.fillStyle = '#ff0000';
  context?.fillRect(0, 0, side, side);
  const [, base64 = ''] = canvas.toDataURL(type).split(',');
  return { type, base64 };
}

async function look(profile: Partial<Profile>): Promise<InboxPage> {
  const page = await InboxPage.open(requestsOf(rowsOf(OTTO)));
  page.answer = () => ({ ok: true, data: { ...NOTHING, ...profile } });
  await page.pick(OTTO, 'Look closer');
  return page;
}

/** The colour in the middle of the picture, if there is one now. */
function colour(page: InboxPage): number[] | undefined {
  const canvas = page.find('canvas') as HTMLCanvasElement;
  const { width } = canvas;
  return canvas.hidden
    ? undefined
    : [...(canvas.getContext('2d')?.getImageData(width / 2, width / 2, 1, 1).data ?? [])];
}

describe('looking closer', () => {
  it('asks nobody before it is chosen, and says beforehand that their server can tell', async () => {
    const page = await InboxPage.open(requestsOf(rowsOf(OTTO)));
    await page.press('More answers', page.card(OTTO));
    expect(page.text).to.contain('elsewhere.test can tell that somebody looked.');
    expect(page.commands).to.deep.equal([]);
    await page.press('Look closer', page.card(OTTO));
    expect(page.commands).to.deep.equal([{ name: 'read-profile', jid: OTTO }]);
  });

  it('shows what they say of themselves as claims', async () => {
    const page = await look({ name: 'Otto', organization: 'Works', title: 'Sales', note: '<b>Hello</b>' });
    expect(page.text).to.contain('They say of themselves, and nobody has checked: Otto Sales Works <b>Hello</b>');
    await expectNoViolations(page.element);
  });

  it('draws their picture on a canvas, small', async () => {
    const page = await look({ picture: square(300) });
    await until(() => colour(page));
    expect(colour(page)).to.deep.equal([255, 0, 0, 255]);
    expect(page.find('canvas').getBoundingClientRect().width).to.be.at.most(96);
    expect(page.has('img')).to.equal(false);
  });

  it('shows no picture that cannot be read, or is too large to be decoded', async () => {
    const broken = { type: 'image/png', base64: square(10).base64.slice(0, 80) };
    const huge = square(1);
    const octets = Uint8Array.from(atob(huge.base64), (character) => character.charCodeAt(0));
    new DataView(octets.buffer).setUint32(16, 30_000);
    const claimed = { type: 'image/png', base64: btoa(String.fromCharCode(...octets)) };
    for (const picture of [broken, claimed]) {
      const page = await look({ name: 'Otto', picture });
      expect(page.text).to.contain('Otto');
      // Pictures are decoded one after the other: when this one is there, the other would be, too.
      await createImageBitmap(await (await fetch(`data:image/png;base64,${square(300).base64}`)).blob());
      await page.settled();
      expect(colour(page)).to.equal(undefined);
    }
  });

  it('says plainly what went wrong', async () => {
    const page = await InboxPage.open(requestsOf(rowsOf(OTTO)));
    page.answer = () => ({ ok: false, problem: { kind: 'refused', condition: 'remote-server-not-found' } });
    await page.pick(OTTO, 'Look closer');
    expect(page.text).to.contain('Their server does not answer. Try again later.');
    await page.press('Close');
    expect(page.has('im-profile')).to.equal(false);
  });
});
