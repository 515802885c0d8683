/** The sections of the Options window, as far as the navigation has to know them. */
import type { TemplateResult } from 'lit';
import type { View } from '../../core/view.js';
import { endonym, formatCount, formatMinutes } from '../format.js';
import { icons } from '../icons.js';
import { optionIcons } from '../option-icons.js';
import { handlingText } from '../strings/handling.js';
import {
  awayText,
  messagesText,
  notificationsText,
  sectionTitle,
  themeText,
  type SectionName,
} from '../strings/options.js';

export interface Section {
  readonly name: SectionName;
  readonly title: string;
  readonly icon: TemplateResult;
  /** What is set there. */
  readonly summary: string;
  /** How much there is. */
  readonly count: string;
}

const ICONS: Readonly<Record<SectionName, TemplateResult>> = {
  handling: optionIcons.requests,
  notifications: optionIcons.bell,
  messages: optionIcons.messages,
  availability: icons.clock,
  appearance: optionIcons.look,
  blocked: icons.block,
  ignored: icons.hide,
  expected: optionIcons.expected,
  invitations: icons.ticket,
  log: optionIcons.log,
  archive: optionIcons.archive,
  account: optionIcons.account,
};

/** Those that this person has: nothing about the handling where the policy leaves no choice. */
export function sectionsOf({ view, notifies, locale }: SectionContext): Section[] {
  const isThere = (name: SectionName): boolean => {
    if (name === 'handling') return view.setting.setting.kind !== 'absent';
    return name !== 'notifications' || notifies;
  };
  return (Object.keys(ICONS) as SectionName[]).filter(isThere).map((name) => ({
    name,
    title: sectionTitle(name),
    icon: ICONS[name],
    summary: summary(name, { view, notifies, locale }),
    count: formatted(count(name, view), locale),
  }));
}

export interface SectionContext {
  readonly view: View;
  /** The shell shows notifications. */
  readonly notifies: boolean;
  readonly locale: string;
}

function summary(name: SectionName, { view, notifies, locale }: SectionContext): string {
  const { setting, session } = view;
  const { values } = view.options;
  switch (name) {
    case 'handling':
      return setting.handling ? handlingText(setting.handling).label : '';
    case 'notifications':
      return notificationsText(values.notifications);
    case 'messages':
      return notifies ? messagesText(values.messages) : '';
    case 'availability':
      return awayText(values['away-after'] === 'never' ? null : formatMinutes(Number(values['away-after']), locale));
    case 'appearance':
      return [themeText(values.theme), values.language && endonym(values.language)].filter(Boolean).join(' · ');
    case 'account':
      return session.account ?? '';
    default:
      return '';
  }
}

function count(name: SectionName, { options, activity }: View): number {
  switch (name) {
    case 'blocked':
      return options.blocked;
    case 'ignored':
      return options.ignored;
    case 'expected':
      return options.allowed;
    case 'invitations':
      return options.invitations.length;
    case 'log':
      return activity.total;
    default:
      return 0;
  }
}

function formatted(count: number, locale: string): string {
  return count === 0 ? '' : formatCount(count, locale);
}
