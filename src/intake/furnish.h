/* furnish.h: what the files that tell furniture from body text share: furnish.c decides unit by unit, dateline.c and
 * credits.c read what stands inside of one. */
#ifndef STM_INTAKE_FURNISH_H
#define STM_INTAKE_FURNISH_H

#include "article/article.h"
#include "intake/newswords.h"
#include "intake/parts.h"

typedef struct stm_furnisher {
    stm_arena *arena;
    const stm_newswords *words;
    stm_article *a;
    stm_when updated; /* the day of a line that says when the text was last updated */
} stm_furnisher;

void stm_furnish_add(stm_furnisher *f, stm_furniture_kind kind, stm_span at);

/* Reads a dateline at the start of the unit; sets the article's dateline, place, day, text credit and the furniture.
 * False: there is none. */
bool stm_dateline_read(stm_furnisher *f, stm_span unit);

/* How long the note of a player is that a line begins with ("Please enable Javascript to watch this video "), or 0. */
size_t stm_script_note(stm_str s);

/* Does `s` begin with a word by which a desk tells other desks what it did to a text: "Corrects", "Updates"? */
bool stm_desk_verb(stm_str s);

typedef enum stm_photo_credit { STM_PHOTO_NONE, STM_PHOTO_WEAK, STM_PHOTO_SURE } stm_photo_credit;

/* Does the unit end in the credit of a picture? *credit is where; *agency its index or STM_NONE, *named where the
 * agency is named. WEAK: an agency in brackets, which a text can have too. */
stm_photo_credit stm_photo_credit_read(stm_furnisher *f, stm_span unit, stm_span *credit, uint32_t *agency,
                                       stm_span *named);
/* Marks "(Reporting by ...; editing by ...)", "(Reuters)" and the like at the end of a unit. */
void stm_credit_tail(stm_furnisher *f, stm_span unit);
/* Is the unit as a whole a line of contributors, or of agencies that the text is from? Marks it then. */
bool stm_credit_line(stm_furnisher *f, stm_span unit);
/* "By Jane Roe and John Doe, Reuters": marks the names and agencies. The unit starts behind "By". */
void stm_byline_read(stm_furnisher *f, stm_span unit);
/* Whom people talked to: "told Reuters". */
void stm_told_read(stm_furnisher *f);
/* Does every word of `s` start with a capital, as in a name? Connectors such as "de" are allowed. */
bool stm_looks_like_name(stm_str s, uint32_t min_words, uint32_t max_words);

#endif
