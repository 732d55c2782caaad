const HL7 = 'http://hl7.org/fhir/StructureDefinition';
const SDC = 'http://hl7.org/fhir/uv/sdc/StructureDefinition';
const OURS = 'https://mendwork.org/fhir';

/** The address of one of our own extensions: what a worksheet says and FHIR has no word for. */
export function ourExtension(name: string): string {
  return `${OURS}/StructureDefinition/${name}`;
}

/** The canonical address of a worksheet of ours. */
export function questionnaireUrl(worksheetId: string): string {
  return `${OURS}/Questionnaire/${worksheetId}`;
}

/** Extensions that HL7 has defined. */
export const ITEM_CONTROL = `${HL7}/questionnaire-itemControl`;
export const HIDDEN = `${HL7}/questionnaire-hidden`;
export const UNIT = `${HL7}/questionnaire-unit`;
export const UNIT_OPTION = `${HL7}/questionnaire-unitOption`;
export const SLIDER_STEP = `${HL7}/questionnaire-sliderStepValue`;
export const OPTION_EXCLUSIVE = `${HL7}/questionnaire-optionExclusive`;
export const MIN_OCCURS = `${HL7}/questionnaire-minOccurs`;
export const MAX_OCCURS = `${HL7}/questionnaire-maxOccurs`;
export const MIN_VALUE = `${HL7}/minValue`;
export const MAX_VALUE = `${HL7}/maxValue`;
export const MIN_LENGTH = `${HL7}/minLength`;
export const MAX_DECIMALS = `${HL7}/maxDecimalPlaces`;
export const ORDINAL_VALUE = `${HL7}/ordinalValue`;
export const ITEM_WEIGHT = `${HL7}/itemWeight`;
export const DATA_ABSENT = `${HL7}/data-absent-reason`;
export const VARIABLE = `${HL7}/variable`;
export const CALCULATED = `${SDC}/sdc-questionnaire-calculatedExpression`;
export const ENABLE_WHEN_EXPRESSION = `${SDC}/sdc-questionnaire-enableWhenExpression`;
export const MIN_QUANTITY = `${SDC}/sdc-questionnaire-minQuantity`;
export const MAX_QUANTITY = `${SDC}/sdc-questionnaire-maxQuantity`;

/** The codes that `ITEM_CONTROL` uses. */
export const ITEM_CONTROL_SYSTEM = 'http://hl7.org/fhir/questionnaire-item-control';

/** Under this system a worksheet's content hash stands among the identifiers of its Questionnaire. */
export const HASH_SYSTEM = `${OURS}/NamingSystem/worksheet-hash`;
