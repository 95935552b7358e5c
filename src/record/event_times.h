/* event_times.h: what an expression of time dates. Internal to `record`. */
#ifndef STM_RECORD_EVENT_TIMES_H
#define STM_RECORD_EVENT_TIMES_H

#include "record/record_parts.h"

/* The word of a time expression that hangs on a word outside it. */
uint32_t stm_time_head(const stm_article *article, stm_span at);
/* "a 2007 saloon": a year that names a thing dates nothing. */
bool stm_time_names_thing(const stm_article *article, uint32_t token, const stm_time *time);
/* "the 1980s". */
bool stm_time_of_decade(const stm_time *time);
/* "in winter", "in spring": a long stretch that no number and no "last" or "this" ties to a year. */
bool stm_time_unanchored(stm_arena *arena, const stm_article *article, const stm_time *time);
/* "the Friday talks": the day is the thing's, whatever the verb says of it. The noun, or STM_NONE. */
uint32_t stm_time_noun(const stm_article *article, stm_span at, uint32_t token);
/* The noun is what somebody did something at, or during: "at Tuesday's briefing". */
bool stm_time_at_gathering(const stm_article *article, stm_span at, uint32_t noun);
/* "at 6 a.m.": it has an hour, maybe minutes. record_clocks.c. */
bool stm_time_has_clock(const stm_time *time);
/* Both have clocks, and of one minute. record_clocks.c. */
bool stm_time_one_clock(const stm_time *a, const stm_time *b);
/* Two times with clocks, of days that can be one, are farther apart than their words leave open. record_clocks.c. */
bool stm_clocks_apart(const stm_article *a, const stm_time *in_a, const stm_article *b, const stm_time *in_b);
/* "at 6 a.m.", "early afternoon": no word of it says which day. */
bool stm_time_only_clock(stm_arena *arena, const stm_article *article, stm_span at);
/* That, or how many minutes after something it was. */
bool stm_time_of_clock(stm_arena *arena, const stm_article *article, stm_span at);
/* The day that the sentence of a time of day names, or else those before it; STM_NO_DAY: they name none. */
int32_t stm_time_day_around(stm_work *work, const stm_article *article, uint32_t time);
/* "A few hours later", of the day that the sentences before it name. */
bool stm_time_later(stm_work *work, const stm_article *article, uint32_t time);
/* "the Dawn Brigade", "the 9 May Brigade": a part of a name. */
bool stm_time_in_name(const stm_article *article, const stm_time *time);
/* "a Halloween party", "they will remember Christmas": a feast that is said of a thing, or is one. */
bool stm_time_is_feast(const stm_article *article, const stm_time *time, uint32_t token, uint32_t noun);
/* "until Friday", "through February", "before Monday": an end of something, not its day. */
bool stm_time_is_bound(const stm_article *article, stm_span at);

/* "On 6 May and again on 20 May": the time is of a second deed like the one of the time before. */
bool stm_time_again(const stm_article *article, uint32_t time);
/* "Twice last month", "three times": the clause tells of more than one deed. */
bool stm_clause_several_times(const stm_article *article, stm_span clause);
/* "unlike Orr in 1988", "the mill, which held a bank, on 17 June", "there is fear after Friday's vote": a day, to its
 * last `to`, that is not of the clause that it stands in. event_apart.c. */
bool stm_time_apart(const stm_article *article, const stm_time *time, uint32_t token, int32_t to);

/* "The Friday proposal": the day is the paper's, and says of no event when it was. */
bool stm_time_of_paper(const stm_article *article, uint32_t noun);
/* "on Tuesday or Wednesday": true, and *to the last day of the second. */
bool stm_time_or_another(const stm_article *article, uint32_t time, int32_t *to);
/* "The fire ended a frantic morning": what the verb is done to, with "a" before it, and no day of it. */
bool stm_time_is_thing(const stm_article *article, stm_span at, uint32_t token);
/* "On Tuesday, police say a man fell": the verb of what they say; else the token. */
uint32_t stm_time_in_saying(const stm_work *work, uint32_t member, uint32_t token);
/* "On 3 May the minister said that ...": a unit of what was said, where the day is that of saying it; STM_NONE. */
uint32_t stm_time_said_then(stm_work *work, uint32_t member, uint32_t token, const stm_time *time);

/* "from 5 million in 1998 to ...": the day of an amount that another is compared with. */
bool stm_time_of_amount(const stm_article *article, stm_span at);
/* The verb is in the future, and the day is over: some noun of the clause has that day. */
bool stm_time_over_in_future(const stm_article *article, uint32_t head, int32_t to);
/* "The trial of a man who shot two clerks two years ago starts Monday": a day long past with a verb in the present that
 * has a day of its own behind it. */
bool stm_time_before_next(const stm_article *article, uint32_t time, uint32_t head, int32_t to);
/* "Posted on May 3": a day of the text itself. */
bool stm_time_of_text(const stm_article *article, const stm_time *time);
/* The clause is asked, not told. */
bool stm_time_in_question(const stm_article *article, stm_span clause);
/* "The Courier reported on Wednesday" and no more. */
bool stm_time_reported_only(const stm_work *work, uint32_t member, stm_span clause, const stm_time *time);
/* "could not be reached for comment", "did not return calls": what a reporter tried. */
bool stm_time_of_asking(const stm_article *article, uint32_t head);
/* "the early 1990's", "the same day that he spoke": no day that the words themselves name. */
bool stm_time_elsewhere(const stm_article *article, stm_span at);
/* "September this year": the second of two expressions that are one. */
bool stm_time_goes_on(const stm_article *article, uint32_t time);
/* "Monday night": it has the name of its first day. */
bool stm_time_night_of(const stm_article *article, const stm_time *time);
/* "the next day, May 4": the one behind says which day it is. */
bool stm_time_said_again(const stm_article *article, uint32_t time);
/* "mocked at the time", "to this day", "will not change overnight": no day of the clause. event_senseless.c. */
bool stm_time_dates_nothing(const stm_article *article, const stm_time *time);
/* "Roe asked on Monday": the words tell that somebody spoke, and not what he said. event_senseless.c. */
bool stm_event_only_speaks(const stm_work *work, uint32_t member, stm_span words, const stm_time *time);
/* The words, with `head` their verb, have their subject outside them. event_senseless.c. */
bool stm_event_cut_off(const stm_article *article, uint32_t head, stm_span words);
/* "from 22 May to 25 June": true, and *to the last day of the second. */
bool stm_time_range(const stm_article *article, uint32_t time, int32_t *to);

#endif
