import { SurveyModel } from 'survey-core';
import { renderSurvey } from 'survey-js-ui';
import 'survey-core/survey-core.css';

renderSurvey(new SurveyModel(FORM), document.getElementById('form'));
