import { type BankCardReading, readBankCard } from './bank-card.js';
import { type BirthDateReading, readBirthDate } from './birth-date.js';
import type { RosterField } from './columns.js';
import { householdCategoryName, householdCategoryOf } from './household-category.js';
import { type IdNumberReading, readIdNumber } from './id-number.js';
import type { RosterRemark, RosterRepair, RosterValues } from './outcome.js';
import type { RosterRow } from './read-roster.js';
import { readBoarding } from './schooling.js';
import { cellText, formulaText, isFormula } from './sheet.js';
import { isTelephone, normaliseTelephone } from './telephone.js';
import { normaliseCode, normaliseName, normaliseText } from './text.js';

/** A row read by itself: what it says, what was put right, and what of it could not be read. */
export interface RosterReading {
  readonly line: number;
  readonly values: RosterValues;
  readonly repairs: readonly RosterRepair[];
  readonly remarks: readonly RosterRemark[];
  readonly id: IdNumberReading;
  readonly birthDate: BirthDateReading;
  readonly card: BankCardReading;
  readonly nameIsFormula: boolean;
  /** Whether the child boards, as written; null where blank. */
  readonly boardingText: string | null;
}

/** Fields whose formula is a fault of its own; in any other field a formula is ignored and said. */
const FIELDS_WITH_FORMULA_FAULT: readonly RosterField[] = ['name', 'idNumber', 'birthDate', 'bankCard'];

export function readRow(row: RosterRow): RosterReading {
  const repairs: RosterRepair[] = [];
  const remarks: RosterRemark[] = [];

  const read = (field: RosterField, normalise: (text: string) => string): string | null => {
    const cell = row.cells[field];
    if (isFormula(cell)) {
      if (!FIELDS_WITH_FORMULA_FAULT.includes(field)) {
        remarks.push({ code: 'formula_ignored', field, found: formulaText(cell) });
      }
      return null;
    }
    const from = cellText(cell);
    const to = normalise(from);
    if (to !== '' && to !== from) repairs.push({ field, from, to });
    return to === '' ? null : to;
  };

  const id = readIdNumber(row.cells.idNumber);
  const birthDate = readBirthDate(row.cells.birthDate);
  const card = readBankCard(row.cells.bankCard);
  const name = read('name', normaliseName);
  repairId(row, id, repairs);
  repairCard(row, card, repairs);
  const telephone = read('telephone', normaliseTelephone);
  const dayPupil = read('dayPupil', normaliseCode);
  const boardingText = read('boarding', normaliseCode) ?? opposite(dayPupil);
  const categoryText = read('category', normaliseCode);

  if (telephone !== null && !isTelephone(telephone)) remarks.push({ code: 'telephone_unusual', found: telephone });
  if (card.kind === 'blank') remarks.push({ code: 'bank_card_blank' });

  return {
    line: row.line,
    id,
    birthDate,
    card,
    nameIsFormula: isFormula(row.cells.name),
    boardingText,
    repairs,
    remarks,
    values: {
      name,
      idNumber: id.kind === 'valid' ? id.idNumber : null,
      sex: read('sex', normaliseCode),
      birthDate: birthDate.kind === 'date' ? birthDate.date : null,
      grade: read('grade', normaliseCode),
      className: read('className', normaliseCode),
      boarding: boardingText === null ? null : readBoarding(boardingText),
      category: knownCategory(categoryText),
      categoryText,
      guardianName: read('guardianName', normaliseName),
      relationship: read('relationship', normaliseCode),
      telephone,
      bankName: read('bankName', normaliseText),
      bankCard: cardDigits(card),
    },
  };
}

function repairId(row: RosterRow, id: IdNumberReading, repairs: RosterRepair[]): void {
  const from = cellText(row.cells.idNumber);
  if (id.kind === 'valid' && id.idNumber !== from) repairs.push({ field: 'idNumber', from, to: id.idNumber });
}

function repairCard(row: RosterRow, card: BankCardReading, repairs: RosterRepair[]): void {
  const from = cellText(row.cells.bankCard);
  if (card.kind === 'card' && card.card !== from) repairs.push({ field: 'bankCard', from, to: card.card });
}

/** The digits of a card that a person may have meant; none where a spreadsheet or a formula made them up. */
function cardDigits(card: BankCardReading): string | null {
  if (card.kind === 'card') return card.card;
  return card.kind === 'faulty' && (card.cause === 'checksum' || card.cause === 'length') ? card.found : null;
}

function knownCategory(text: string | null): string | null {
  return text !== null && householdCategoryOf(text) !== null ? householdCategoryName(text, 'zh') : null;
}

/** 是否走读 asks the opposite of 是否寄宿. */
function opposite(dayPupil: string | null): string | null {
  if (dayPupil === null) return null;
  if (dayPupil.startsWith('走读')) return '否';
  const answer = readBoarding(dayPupil);
  return answer === null ? dayPupil : answer ? '否' : '是';
}
