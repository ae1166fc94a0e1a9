//! The ten categories of the manual (section おまかせバックアップ対象ファイル), by name. What belongs to each is in `selection`.

/// A category of what people keep. The order is the manual's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// メール
    Mail,
    /// デスクトップ
    Desktop,
    /// マイドキュメント
    Documents,
    /// Office ファイル
    Office,
    /// 画像ファイル
    Pictures,
    /// 音楽ファイル
    Music,
    /// ビデオファイル
    Videos,
    /// ブックマーク
    Bookmarks,
    /// 財務・会計ファイル
    Finance,
    /// 電子書籍と PDF と年賀状ソフト
    Ebooks,
}

impl Category {
    /// All ten, in the manual's order.
    pub const ALL: [Category; 10] = [
        Category::Mail,
        Category::Desktop,
        Category::Documents,
        Category::Office,
        Category::Pictures,
        Category::Music,
        Category::Videos,
        Category::Bookmarks,
        Category::Finance,
        Category::Ebooks,
    ];

    /// Its name in settings, commands and JSON: never translated.
    pub fn id(self) -> &'static str {
        match self {
            Category::Mail => "mail",
            Category::Desktop => "desktop",
            Category::Documents => "documents",
            Category::Office => "office",
            Category::Pictures => "pictures",
            Category::Music => "music",
            Category::Videos => "videos",
            Category::Bookmarks => "bookmarks",
            Category::Finance => "finance",
            Category::Ebooks => "ebooks",
        }
    }

    /// The category of an id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|category| category.id() == id)
    }
}
