package io.d2v.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What is asked of every page, on a wide screen and on a phone, light and dark. */
record Look(Chromium browser) {
  private static final Path SHOTS = Path.of("target", "screenshots");
  private static final int WIDE = 1100;
  private static final int NARROW = 360;

  /** Text of drawings is scaled with them; a style sheet's 12 px would be 7 on a phone. */
  private static final double SMALLEST = 9;

  /** What is scrolled is a control too, unless there is one in it that takes the keyboard there. */
  private static final String CONTROLS =
      "const all = [...document.querySelectorAll("
          + "'a[href], button, summary, input, select, textarea, [tabindex=\"0\"]')];"
          + "for (const one of document.querySelectorAll('*')) {"
          + "  if (/auto|scroll/.test(getComputedStyle(one).overflowX)"
          + "      && one.scrollWidth > one.clientWidth"
          + "      && !one.querySelector('a[href], button, input')) all.push(one); }"
          + "const shown = all.filter(one => one.checkVisibility());"
          + "shown.forEach((one, i) => one.dataset.control = one.localName + ' ' + i);"
          + "return shown.map(one => one.dataset.control);";

  private static final String WIDER =
      "return [...document.querySelectorAll('body *')].filter(one =>"
          + " one.getBoundingClientRect().right > innerWidth + 1)"
          + ".map(one => one.localName + '.' + one.className).slice(0, 5)";

  private static final String CUT =
      "return [...document.querySelectorAll('svg text')].filter(one => { const box = one.getBBox();"
          + " const all = one.ownerSVGElement.viewBox.baseVal;"
          + " return box.x < 0 || box.x + box.width > all.width; })"
          + ".map(one => one.textContent).slice(0, 5)";

  private static final String TOO_SMALL =
      "return [...document.querySelectorAll('body *')].filter(one =>"
          + " [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim())"
          + " && one.checkVisibility() && one.localName !== 'title').map(one => {"
          + " const scale = one.getScreenCTM ? one.getScreenCTM().a : 1;"
          + " return [scale * parseFloat(getComputedStyle(one).fontSize), one.textContent]; })"
          + ".filter(([size]) => size < "
          + SMALLEST
          + ").map(String).slice(0, 5)";

  /** Contrast as WCAG 2 has it, where what is behind a text is one plain colour. */
  private static final String TOO_FAINT =
      "const light = text => { const [r, g, b] = text.match(/[\\d.]+/g).map(Number).map(c => {"
          + " c /= 255; return c <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4; });"
          + " return .2126 * r + .7152 * g + .0722 * b; };"
          + "const plain = text => /^rgb\\(/.test(text);"
          + "const behind = one => { for (let at = one; at; at = at.parentElement) {"
          + " const colour = getComputedStyle(at).backgroundColor;"
          + " if (colour !== 'rgba(0, 0, 0, 0)') return colour; } return 'rgb(255, 255, 255)'; };"
          + "return [...document.querySelectorAll('body *')].filter(one =>"
          + " [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim())"
          + " && one.checkVisibility() && one.localName !== 'title').map(one => {"
          + " const style = getComputedStyle(one);"
          + " const ink = one.ownerSVGElement ? style.fill : style.color; const paper = behind(one);"
          + " if (!plain(ink) || !plain(paper)) return [21, ''];"
          + " const [a, b] = [light(ink), light(paper)].sort((x, y) => y - x);"
          + " return [(a + .05) / (b + .05), one.textContent, ink, paper]; })"
          + ".filter(([contrast]) => contrast < 4.5).map(String).slice(0, 5)";

  /**
   * Looks at a page.
   *
   * @param name of its screenshots
   * @param parts what the page asks for itself
   */
  void at(String name, String address, Set<String> parts) throws IOException {
    browser.errors();
    browser.requests();
    for (boolean dark : new boolean[] {false, true}) {
      for (int width : new int[] {WIDE, NARROW}) {
        browser.surround(width, dark);
        browser.open(address);
        for (String part : parts) {
          browser.waitFor(
              "performance.getEntriesByType('resource').some(one => one.name.endsWith('"
                  + part
                  + "') && one.responseEnd > 0)");
        }
        browser.run("document.querySelectorAll('details').forEach(one => one.open = true)");
        String shown = name + "-" + width + (dark ? "-dark" : "");
        browser.shoot(SHOTS.resolve(shown + ".png"));
        assertThat((Long) browser.run("return document.documentElement.scrollWidth"))
            .as(shown + " is scrolled sideways by " + browser.strings(WIDER))
            .isLessThanOrEqualTo(width);
        assertThat(browser.strings(CUT)).as(shown + ": text that is cut off").isEmpty();
        assertThat(browser.strings(TOO_SMALL)).as(shown + ": text that is too small").isEmpty();
        assertThat(browser.strings(TOO_FAINT)).as(shown + ": text that is too faint").isEmpty();
        assertReachable(shown);
      }
    }
    assertThat(browser.errors()).isEmpty();
    assertThat(browser.requests())
        .isNotEmpty()
        .allSatisfy(asked -> assertThat(asked).matches(Pattern.quote(address) + ".*|data:.*"));
  }

  /** By the tabulator alone, and with a frame around what has the focus. */
  private void assertReachable(String shown) {
    Set<String> controls = new TreeSet<>(browser.strings(CONTROLS));
    Set<String> reached = new TreeSet<>();
    browser.run("document.activeElement.blur(); scrollTo(0, 0)");
    for (int i = 0; i < 2 * controls.size() + 5 && !reached.containsAll(controls); i++) {
      browser.tab();
      List<String> focus =
          browser.strings(
              "const one = document.activeElement; const style = getComputedStyle(one);"
                  + "return [one.dataset.control || '', style.outlineStyle, style.outlineWidth]");
      if (!focus.get(0).isEmpty()) {
        reached.add(focus.get(0));
        assertThat(focus.get(1)).as(shown + ": the focus of " + focus.get(0)).isNotEqualTo("none");
        assertThat(focus.get(2)).isNotEqualTo("0px");
      }
    }
    assertThat(reached).as(shown).containsAll(controls);
  }
}
