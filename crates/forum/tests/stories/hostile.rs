//! Texts that mean harm, ours and others'.

use forum::text::{clean, line, plain, render};

/// Nothing in it may be run, fetched, styled, or lead anywhere but to the open web.
fn assert_harmless(html: &str, from: &str) {
    let lower = html.to_lowercase();
    let tags = lower.split('<').skip(1).map(|tag| tag.trim_start_matches('/'));
    for tag in tags {
        let name: String = tag.chars().take_while(char::is_ascii_alphanumeric).collect();
        let allowed = "a b blockquote br code del em h3 h4 h5 h6 hr i ins li ol p pre s strong sub sup table tbody td \
            th thead tr ul";
        assert!(allowed.split_whitespace().any(|known| known == name), "<{name}> from {from:?}: {html}");
        let attributes = tag.split('>').next().unwrap_or_default().trim_start_matches(&*name).trim();
        let fits = attributes.is_empty()
            || name == "ol" && attributes.starts_with("start=\"")
            || name == "a" && attributes == "rel=\"nofollow noopener noreferrer ugc\""
            || name == "a"
                && ["href=\"http://", "href=\"https://", "href=\"mailto:"]
                    .iter()
                    .any(|start| attributes.starts_with(start))
                && attributes.ends_with("\" rel=\"nofollow noopener noreferrer ugc\"");
        assert!(fits, "{attributes} from {from:?}");
    }
    assert!(!html.contains(['\u{202e}', '\u{2066}', '\u{0}', '\u{200b}']), "{html:?}");
}

const HOSTILE: &[&str] = &[
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img src=\"https://tracker.example/pixel.gif\">",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<a href=\"JaVa\tScRiPt:alert(1)\">x</a>",
    "<a href=\"&#106;avascript:alert(1)\">x</a>",
    "<a href=\"java\u{200b}script:alert(1)\">x</a>",
    "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
    "<a href=\"vbscript:x\">x</a>",
    "<a href=\"/sign-out\">x</a>",
    "<a href=\"//evil.example\">x</a>",
    "<a href=\"https://fine.example\" onclick=\"x()\" style=\"position:fixed\" class=\"button\" id=\"main\">x</a>",
    "<svg><script>alert(1)</script></svg>",
    "<svg/onload=alert(1)>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<style>body{display:none}</style>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<meta http-equiv=refresh content=\"0;url=https://evil.example\">",
    "<base href=https://evil.example>",
    "<iframe src=https://evil.example></iframe>",
    "<object data=x></object><embed src=x>",
    "<form action=/sign-out method=post><input type=submit value=\"Press me\"></form>",
    "<textarea><script>x</script></textarea>",
    "<video src=https://evil.example/x.mp4 autoplay></video><audio src=x></audio>",
    "<p style=\"background:url(https://evil.example)\">x</p>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<!--<img src=\"--><img src=x onerror=alert(1)//\">",
    "<template><script>x</script></template>",
    "txt\u{202e}gnp.exe &#x202e; &#8238; &#0; \u{2066}",
    "<p>unclosed <b>bold <i>both",
    "</p></div></main></body></html>",
    "<details open ontoggle=alert(1)>",
    "<h1 id=top>Big</h1><h2>Also big</h2>",
    "![words](https://tracker.example/x.png)",
    "[x](javascript:alert(1)) [y](data:text/html,x) <javascript:alert(1)>",
    "[x](https://fine.example \"onmouseover=alert(1)\")",
    "[x]: javascript:alert(1)\n[x]",
    "`<script>alert(1)</script>`",
    "```html\n<script>alert(1)</script>\n```",
    "<https://fine.example/\"onmouseover=\"alert(1)>",
    "[![alt](https://a.example/x.png)](https://b.example)",
];

#[test]
fn hostile_texts_are_harmless_as_markdown_and_as_html() {
    for text in HOSTILE {
        assert_harmless(&render(text), text);
        assert_harmless(&clean(text), text);
        let twice = clean(&clean(text));
        assert_eq!(clean(text), twice, "cleaning twice changes nothing");
        assert!(!line(text).contains('\n'));
    }
}

#[test]
fn what_people_write_looks_as_they_meant_it() {
    for (markdown, html) in [
        ("one\ntwo", "<p>one<br>\ntwo</p>\n"),
        ("I <3 you & you", "<p>I &lt;3 you &amp; you</p>\n"),
        ("<b>typed</b>", "<p>&lt;b&gt;typed&lt;/b&gt;</p>\n"),
        ("# Title", "<h3>Title</h3>\n"),
        ("~~no~~", "<p><del>no</del></p>\n"),
        ("2. two\n3. three", "<ol start=\"2\">\n<li>two</li>\n<li>three</li>\n</ol>\n"),
        ("see ![a boat](https://x.example/1.png) there", "<p>see a boat there</p>\n"),
        (
            "https://fine.example",
            "<p><a href=\"https://fine.example\" rel=\"nofollow noopener noreferrer ugc\">https://fine.example</a></p>\n",
        ),
    ] {
        assert_eq!(render(markdown), html);
    }
}

#[test]
fn mentions_and_hashtags_of_others_stay_readable() {
    let html = "<p><span class=\"h-card\"><a href=\"https://m.example/@sam\" class=\"u-url mention\">@<span>sam</span></a></span> \
        <a href=\"https://m.example/tags/hope\" class=\"mention hashtag\" rel=\"tag\">#<span>hope</span></a></p>";
    let cleaned = clean(html);
    assert_eq!(plain(&cleaned), "@sam #hope");
    assert!(cleaned.contains("href=\"https://m.example/@sam\""));
}

#[test]
fn plain_words_keep_lines_and_signs() {
    assert_eq!(plain("<p>a &lt; b &amp;amp; c</p><p>two<br>three</p>"), "a < b &amp; c\ntwo\nthree");
}

#[test]
fn deep_and_long_texts_take_no_time() {
    let began = std::time::Instant::now();
    for text in [
        ">".repeat(20_000),
        "- ".repeat(10_000),
        "[".repeat(20_000),
        "*a_ ".repeat(5_000),
        "<div>".repeat(100_000),
        "<b><p>".repeat(50_000),
        "<a href=x>".repeat(20_000),
        "<table>".repeat(20_000),
        "![".repeat(10_000),
    ] {
        assert_harmless(&clean(&text), "depth");
        if text.len() <= 20_000 {
            assert_harmless(&render(&text), "depth");
        }
    }
    assert!(began.elapsed() < std::time::Duration::from_secs(20), "{:?}", began.elapsed());
}
